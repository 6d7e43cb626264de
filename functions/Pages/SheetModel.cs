using System.Globalization;

namespace ChuanKhuy.Pages;

/// <summary>The sheet for the wall of a room.</summary>
/// <param name="Code">The code word for those who type.</param>
/// <param name="Modules">The QR code, true = dark, with its margin.</param>
public sealed record SheetModel(TalkFacts Talk, string Me, string Code, IReadOnlyList<IReadOnlyList<bool>> Modules, string Address)
{
    /// <summary>The dark modules as one SVG path, a unit each.</summary>
    public string Path => string.Concat(Modules.SelectMany((row, y) => row.Select((dark, x) => dark ? string.Create(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z") : "")));
}

/// <summary>What the QR code leads to.</summary>
/// <param name="Closed">Why nobody can sign in now; null while it is open.</param>
public sealed record CheckInModel(TalkFacts Talk, string? Me, string Code, string? Closed, string Form);
