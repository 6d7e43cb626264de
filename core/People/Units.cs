namespace ChuanKhuy.Core.People;

/// <summary>The district offices and provincial offices, in order of their codes. How they form zones is the coordinator's table. Never changes.</summary>
public sealed class Units(IEnumerable<Unit> units)
{
    readonly SortedDictionary<string, Unit> byCode = new(units.ToDictionary(u => u.Code, StringComparer.Ordinal), StringComparer.Ordinal);

    ILookup<string, Unit>? byName;

    public static Units None { get; } = new([]);

    public IEnumerable<Unit> All => byCode.Values;

    /// <summary>The zones that units belong to, in ordinal order.</summary>
    public IEnumerable<string> Zones => byCode.Values.Select(u => u.Zone).Where(z => z.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public Unit? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>
    /// By code or by name as people write it: with or without "อำเภอ" or "อ.", "เมืองฯ" for the capital district. Null when it is none or more than one.
    /// </summary>
    public Unit? Read(string text)
    {
        var said = Bare(text);
        if (said.Length == 0) return null;
        if (Find(said) is { } exact) return exact;
        var named = (byName ??= byCode.Values.ToLookup(u => Bare(u.Name), StringComparer.Ordinal))[said].ToList();
        if (named.Count == 0 && said.EndsWith('ฯ')) named = [.. byCode.Values.Where(u => u.Name.StartsWith(said[..^1], StringComparison.Ordinal))];
        return named.Count == 1 ? named[0] : null;
    }

    static string Bare(string text)
    {
        var bare = Text.ThaiText.Normalise(text);
        foreach (var prefix in new[] { "อำเภอ", "อ." })
            if (bare.StartsWith(prefix, StringComparison.Ordinal)) return bare[prefix.Length..].Trim();
        return bare;
    }
}
