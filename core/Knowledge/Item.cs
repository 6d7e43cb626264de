using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>In which shape a piece is given out; the coordinator chooses.</summary>
public enum Medium { Article, Infographic, Clip, Checklist, Form, Link }

/// <summary>Where a paragraph of an item comes from.</summary>
/// <param name="Paragraph">Line of the body, from 1.</param>
/// <param name="Unit">Cue or line of the source, from 1.</param>
public sealed record Citation(int Paragraph, int Unit, string? Speaker, TimeSpan? From);

/// <summary>A file that goes with an item: an infographic, a PDF, a form. Its content stands in the blob store under its id.</summary>
/// <param name="Id">Unguessable, and new for every content.</param>
/// <param name="Name">As it is shown and saved, with its ending.</param>
public sealed record Attachment(string Id, string Name, FileKind Kind, long Bytes);

/// <summary>What a reader sees of an item.</summary>
/// <param name="Body">Paragraphs, one a line.</param>
/// <param name="Tags">Words of the coordinator's own, like ป้องกันการทุจริต.</param>
/// <param name="Question">What the item answers; its citations have paragraph 0.</param>
/// <param name="Steps">The paragraphs that are steps, from 1, rising.</param>
/// <param name="Link">An https address for what stands elsewhere: a clip, an old page.</param>
public sealed record ItemText(
    string Title, Category Category, Format Format, Medium Medium, string Body, IReadOnlyList<string> Keywords, IReadOnlyList<string> Tags, IReadOnlyList<Citation> Citations,
    string? Question = null, IReadOnlyList<int>? Steps = null, string? Link = null, IReadOnlyList<Attachment>? Files = null)
{
    public const int TitleChars = 200, BodyChars = 10_000, TagChars = 40, MostTags = 12, MostCitations = 100, QuestionChars = 500, LinkChars = 500, MostFiles = 10;

    /// <summary>True reading time in minutes, one decimal.</summary>
    [JsonIgnore]
    public double Minutes => Draft.Minutes(Body.Length + (Question?.Length ?? 0));

    [JsonIgnore]
    public IReadOnlyList<string> Paragraphs => Body.Split('\n');

    public bool Same(ItemText other) =>
        (Title, Category, Format, Medium, Body, Question ?? "", Link ?? "") == (other.Title, other.Category, other.Format, other.Medium, other.Body, other.Question ?? "", other.Link ?? "")
        && Keywords.SequenceEqual(other.Keywords) && Tags.SequenceEqual(other.Tags) && Citations.SequenceEqual(other.Citations)
        && (Steps ?? []).SequenceEqual(other.Steps ?? []) && (Files ?? []).SequenceEqual(other.Files ?? []);
}

/// <summary>Who let a version out, and until when it holds without another look.</summary>
/// <param name="WithoutConsent">Why it was let out although a speaker has not agreed; null when all have.</param>
public sealed record Release(int Version, string By, DateTimeOffset At, DateTimeOffset ReviewBy, string? WithoutConsent = null);

/// <summary>How far the text in work has come.</summary>
public enum Work { Draft, InReview, None, Obsolete }

/// <summary>A knowledge item: the text in work beside the one that readers see.</summary>
/// <param name="Author">Person who wrote the text in work, or had it drafted.</param>
/// <param name="Source">Where it comes from, for the page and for exports: a session, a file, an old library.</param>
/// <param name="Series">Items of one source with the same number belong together; null when alone.</param>
/// <param name="Revision">Rises with every change, so that nobody lets out what they have not seen.</param>
/// <param name="Session">The session that it comes from, whose speakers are asked.</param>
/// <param name="Batch">What was drafted together; also the name of the kept source.</param>
/// <param name="Note">What the reviewer wants changed.</param>
public sealed record Item(
    string Id, ItemText Working, ItemText? Released, Release? Release, Work Work, string Author, string Source, int? Series, DateTimeOffset Changed,
    int Revision = 0, string? Session = null, string? Batch = null, string? Note = null)
{
    /// <summary>A proposal of the draft as an item that nobody has looked at.</summary>
    public static Item From(Proposal proposal, string id, string author, string source, DateTimeOffset now)
    {
        var steps = proposal.Steps.Select(step => step.Unit.Number).ToHashSet();
        return new(
            id,
            new(
                proposal.Title, proposal.Category, proposal.Format, Medium.Article, string.Join('\n', proposal.Sentences.Select(s => s.Text)), proposal.Keywords, [],
                [
                    .. proposal.Question is { } asked ? [Cite(0, asked)] : Array.Empty<Citation>(),
                    .. proposal.Sentences.Take(ItemText.MostCitations - 1).Select((s, at) => Cite(at + 1, s)),
                ],
                proposal.Question?.Text, [.. proposal.Sentences.Select((s, at) => (s.Unit.Number, Paragraph: at + 1)).Where(s => steps.Contains(s.Number)).Select(s => s.Paragraph)]),
            null, null, Work.Draft, author, source, proposal.Series, now);
    }

    static Citation Cite(int paragraph, Cited cited) => new(paragraph, cited.Unit.Number, cited.Unit.Speaker, cited.Unit.From);
}
