using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>What a person can say to an invitation.</summary>
public enum Choice { Yes, Maybe, No }

/// <summary>How a notice is meant.</summary>
public enum Tone { Good, Info, Warning }

/// <summary>One thing to choose from a list.</summary>
public sealed record Pick(string Id, string Title)
{
    internal static JsonArray List(IEnumerable<Pick> picks, int most = 60) =>
        [.. picks.Take(most).Select(pick => new JsonObject { ["id"] = pick.Id, ["title"] = Shown.Cut(pick.Title, 120) })];
}

static class Status
{
    /// <summary>The colour of a status line, by the answer it tells of.</summary>
    public static string Color(Choice? chosen) => chosen switch { Choice.Yes => "Good", Choice.No => "Default", Choice.Maybe => "Warning", _ => "Default" };
}
