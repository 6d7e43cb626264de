using System.Globalization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>From a source to draft items: keeps the source as it came, stores what the draft proposes, and asks the session's speakers for their consent.</summary>
public sealed class Drafting(
    KnowledgeStore store, SessionStore sessions, ConsentStore consents, Decisions decisions, RosterStore rosters, IRoutes routes, OfficeCalendar office, Dice dice, TimeProvider time)
{
    static readonly TimeSpan Asked = TimeSpan.FromDays(30);

    /// <summary>The items' batch; when nothing stands out, the whole source is one item for the coordinator to cut.</summary>
    /// <param name="session">Null when the source belongs to none of ours.</param>
    public async Task<FileOutcome<string>> Run(byte[] content, string name, Session? session, string author, CancellationToken ct)
    {
        var read = SourceReader.Read(content, name);
        if (read is not FileOutcome<Source>.Taken(var source)) return new FileOutcome<string>.Unreadable(((FileOutcome<Source>.Unreadable)read).Problem);
        var batch = $"d{dice.Id()[..10]}";
        using (var bytes = new MemoryStream(content, writable: false)) await store.KeepSource(batch, bytes, ct);
        var (now, label) = (time.GetUtcNow(), Label(source, session));
        var proposals = Draft.Make(source);
        if (proposals.Count == 0) proposals = [Whole(source, label)];
        await store.Save(
            [.. proposals.Select((proposal, at) => Item.From(proposal, string.Create(CultureInfo.InvariantCulture, $"{batch}-{at + 1:D2}"), author, label, now) with { Session = session?.Id, Batch = batch })], null, ct);
        if (session is not null) await Ask(session.Id, ct);
        return new FileOutcome<string>.Taken(batch);
    }

    /// <summary>The names of the speakers who have not agreed; those the text quotes, when it belongs to no session.</summary>
    public async ValueTask<IReadOnlyList<string>> Silent(Item item, CancellationToken ct)
    {
        if (item.Session is null || await sessions.Find(item.Session, ct) is not { Value: var session })
            return [.. item.Working.Citations.Select(citation => citation.Speaker).OfType<string>().Distinct(StringComparer.Ordinal)];
        var roster = await rosters.Load(ct);
        var silent = new List<string>();
        foreach (var speaker in session.Plan.Speakers)
            if (await consents.Find(session.Id, SpeakerRule.Key(speaker), ct) is not { Given: true })
                silent.Add(speaker.Person is { } id ? roster.Find(id)?.Name ?? id : speaker.Name ?? "วิทยากร");
        return silent;
    }

    async Task Ask(string id, CancellationToken ct)
    {
        while (await sessions.Find(id, ct) is { } stored)
        {
            var (session, now) = (stored.Value, time.GetUtcNow());
            var open = new HashSet<string>(StringComparer.Ordinal);
            foreach (var key in session.Plan.Speakers.Select(SpeakerRule.Key))
                if (await consents.Find(id, key, ct) is null) open.Add(key);
            if (open.Count == 0) return;
            var rows = SpeakerMail.Rows(session, MessageKind.SpeakerConsent, await rosters.Load(ct), await routes.Load(ct), office.Later(now), now + Asked, open.Contains);
            if (await decisions.Keep(stored, new(session, [], rows), null, ct)) return;
        }
    }

    string Label(Source source, Session? session) => session is not null
        ? $"{session.Plan.Title} ({ThaiDate.Short(office.Day(session.Starts))})"
        : ThaiText.Clean(source.Title.Length > 0 ? source.Title : source.Name, ItemText.TitleChars);

    static Proposal Whole(Source source, string label)
    {
        var units = new List<Cited>();
        var left = ItemText.BodyChars;
        foreach (var unit in source.Units.Where(unit => unit.Text.Length > 0))
        {
            if (unit.Text.Length + 1 > left || units.Count == ItemText.MostCitations - 1) break;
            units.Add(new(unit.Text, unit));
            left -= unit.Text.Length + 1;
        }
        return new(ThaiText.Clean(label, ItemText.TitleChars), Category.Technique, Category.Technique.Usual(), [], null, units, [], Draft.Minutes(units.Sum(u => u.Text.Length)), 1);
    }
}
