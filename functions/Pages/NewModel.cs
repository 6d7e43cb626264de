namespace ChuanKhuy.Pages;

/// <summary>One choice of a list.</summary>
public sealed record Option(string Value, string Name, bool Chosen);

/// <summary>Where a transcript or a summary is brought in.</summary>
/// <param name="Text">What was pasted, when it has to be looked at again.</param>
/// <param name="Trouble">Why it could not be read.</param>
public sealed record NewModel(string Me, IReadOnlyList<Option> Sessions, string Text, string? Trouble, string Form);
