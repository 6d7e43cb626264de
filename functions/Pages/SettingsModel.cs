namespace ChuanKhuy.Pages;

/// <summary>What is configured, and the tables that are data.</summary>
/// <param name="Said">What came of the file just sent.</param>
/// <param name="Refused">Lines of it that were not taken.</param>
/// <param name="Good">Whether <paramref name="Said"/> is good news.</param>
/// <param name="Holidays">Of the coming year, weekends apart.</param>
public sealed record SettingsModel(
    string Me, string? Said, IReadOnlyList<string> Refused, bool Good, IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<NameGroup> Zones, IReadOnlyList<string> Holidays, string Form);
