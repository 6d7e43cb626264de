namespace ChuanKhuy.Pages;

public sealed record PersonLine(string Address, string Name, string About, string Roles, string Reach);

/// <summary>The roster, filtered.</summary>
public sealed record PeopleModel(
    string Me, string Words, IReadOnlyList<Option> Units, IReadOnlyList<Option> Zones, IReadOnlyList<Option> Roles, IReadOnlyList<Option> Reach,
    IReadOnlyList<PersonLine> Lines, string? Empty, string? More, string Form);

/// <summary>One person of the roster.</summary>
public sealed record PersonModel(string Me, string Id, string Name, string Position, string Unit, string Zone, string Roles, string Form)
{
    public string Route { get; init; } = "";
    public IReadOnlyList<string> Channels { get; init; } = [];
    public int Year { get; init; }
    public string Hours { get; init; } = "";
    public IReadOnlyList<CameLine> Sessions { get; init; } = [];
    public bool MaySlip { get; init; }
    public bool MayErase { get; init; }
    public string? Trouble { get; init; }
}

/// <summary>A way in on paper.</summary>
public sealed record SlipItem(string Name, string Unit, string Link, IReadOnlyList<IReadOnlyList<bool>> Modules);

/// <summary>Slips to print and cut.</summary>
public sealed record SlipsModel(string Me, string Office, string Until, IReadOnlyList<SlipItem> Slips);
