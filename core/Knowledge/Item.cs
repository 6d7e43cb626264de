using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>In which shape a piece is given out; the coordinator chooses.</summary>
public enum Medium { Article, Infographic, Clip, Checklist, Form, Link }

/// <summary>Where a paragraph of an item comes from.</summary>
/// <param name="Paragraph">Line of the body, from 1.</param>
/// <param name="Unit">Cue or line of the source, from 1.</param>
public sealed record Citation(int Paragraph, int Unit, string? Speaker, TimeSpan? From);

/// <summary>What a reader sees of an item.</summary>
/// <param name="Body">Paragraphs, one a line.</param>
/// <param name="Tags">Words of the coordinator's own, like ป้องกันการทุจริต.</param>
public sealed record ItemText(
    string Title, Category Category, Format Format, Medium Medium, string Body, IReadOnlyList<string> Keywords, IReadOnlyList<string> Tags, IReadOnlyList<Citation> Citations)
{
    public const int TitleChars = 200, BodyChars = 10_000, TagChars = 40, MostTags = 12, MostCitations = 100;

    /// <summary>True reading time in minutes, one decimal.</summary>
    [JsonIgnore]
    public double Minutes => Draft.Minutes(Body.Length);

    public bool Same(ItemText other) =>
        (Title, Category, Format, Medium, Body) == (other.Title, other.Category, other.Format, other.Medium, other.Body)
        && Keywords.SequenceEqual(other.Keywords) && Tags.SequenceEqual(other.Tags) && Citations.SequenceEqual(other.Citations);
}

/// <summary>Who let a version out, and until when it holds without another look.</summary>
public sealed record Release(int Version, string By, DateTimeOffset At, DateTimeOffset ReviewBy);

/// <summary>How far the text in work has come.</summary>
public enum Work { Draft, InReview, None, Obsolete }

/// <summary>A knowledge item: the text in work beside the one that readers see.</summary>
/// <param name="Author">Person who wrote the text in work, or had it drafted.</param>
/// <param name="Source">Where it comes from, for the page and for exports: a session's id, a file, an old library.</param>
/// <param name="Series">Items of one source with the same number belong together; null when alone.</param>
public sealed record Item(
    string Id, ItemText Working, ItemText? Released, Release? Release, Work Work, string Author, string Source, int? Series, DateTimeOffset Changed)
{
    /// <summary>A proposal of the draft as an item that nobody has looked at.</summary>
    public static Item From(Proposal proposal, string id, string author, string source, DateTimeOffset now) => new(
        id,
        new(
            proposal.Title, proposal.Category, proposal.Format, Medium.Article, string.Join('\n', proposal.Sentences.Select(s => s.Text)), proposal.Keywords, [],
            [.. proposal.Sentences.Take(ItemText.MostCitations).Select((s, at) => new Citation(at + 1, s.Unit.Number, s.Unit.Speaker, s.Unit.From))]),
        null, null, Work.Draft, author, source, proposal.Series, now);
}
