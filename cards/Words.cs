using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>What a person can say to an invitation.</summary>
public enum Choice { Yes, Maybe, No }

/// <summary>How a notice is meant.</summary>
public enum Tone { Good, Info, Warning }

/// <summary>One thing to choose from a list.</summary>
public sealed record Pick(string Id, string Title)
{
    /// <summary>How many a list that opens holds: as many as fit on a card of 15 KB.</summary>
    public const int Most = 30;

    /// <summary>For a list that opens: its titles are plain text everywhere.</summary>
    internal static JsonArray Dropdown(IEnumerable<Pick> picks) => List(picks, Most, 90, static title => title);

    /// <summary>For a list to tick: its titles are read as Markdown.</summary>
    internal static JsonArray Ticks(IEnumerable<Pick> picks) => List(picks, 40, 60, Shown.Text);

    static JsonArray List(IEnumerable<Pick> picks, int most, int letters, Func<string, string> shown) =>
        [.. picks.Take(most).Select(pick => new JsonObject { ["id"] = pick.Id, ["title"] = shown(Shown.Cut(pick.Title, letters)) })];
}

static class Status
{
    /// <summary>The ground of a status line, by the answer it tells of.</summary>
    public static string Style(Choice? chosen) => chosen switch { Choice.Yes => "good", Choice.Maybe => "warning", _ => "emphasis" };
}
