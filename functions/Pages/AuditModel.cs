namespace ChuanKhuy.Pages;

/// <summary>One act.</summary>
/// <param name="State">Before and after, as short codes.</param>
public sealed record AuditLine(string At, string By, string What, string About, string? State);

/// <summary>A month of the log.</summary>
/// <param name="More">The rest of the month.</param>
/// <param name="Before">The month before.</param>
public sealed record AuditModel(string Me, string Month, IReadOnlyList<AuditLine> Lines, string? More, string Before);
