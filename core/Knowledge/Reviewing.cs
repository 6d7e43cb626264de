using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>What a publisher must have an answer to.</summary>
/// <param name="Private">What may point at a villager.</param>
/// <param name="Twins">Released items of nearly the same title.</param>
/// <param name="Silent">Speakers who have not agreed.</param>
public sealed record Checks(IReadOnlyList<string> Private, IReadOnlyList<Item> Twins, IReadOnlyList<string> Silent)
{
    public bool Any => Private.Count + Twins.Count + Silent.Count > 0;
}

/// <summary>The publisher's answers.</summary>
public sealed record Answers(bool Private = false, bool Twins = false, string? WithoutConsent = null);

/// <summary>Looks items over and lets them out, the same from the chat and from the page.</summary>
public sealed class Reviewing(KnowledgeStore store, Library library, Drafting drafting, AuditLog audit, TimeProvider time)
{
    const string Changed = "มีคนแก้เรื่องนี้ไปแล้ว เปิดดูฉบับล่าสุดก่อน";

    public async ValueTask<Checks> Look(Item item, CancellationToken ct) => new(
        Private.Find(item.Working), [.. (await library.Like(item, ct)).Select(found => found.Item)], await drafting.Silent(item, ct));

    /// <summary>Everything somebody works on or should look at, the longest waiting first.</summary>
    public async ValueTask<IReadOnlyList<Item>> All(CancellationToken ct)
    {
        var all = new List<Item>();
        await foreach (var row in store.All(ct)) all.Add(row.Value);
        return [.. all.OrderBy(item => item.Changed).ThenBy(item => item.Id, StringComparer.Ordinal)];
    }

    /// <summary>What this person may let out.</summary>
    public async ValueTask<IReadOnlyList<Item>> Waiting(string reviewer, CancellationToken ct) =>
        [.. (await All(ct)).Where(item => item.Work is Work.InReview && item.Author != reviewer)];

    /// <param name="revision">What the publisher has before them.</param>
    public async Task<Reviewed> Publish(string id, int revision, string by, Answers answers, CancellationToken ct)
    {
        async Task<Reviewed> Decide(Item item)
        {
            var checks = await Look(item, ct);
            if (checks.Twins.Count > 0 && !answers.Twins) return new Reviewed.Refused($"มีเรื่องชื่อใกล้กันอยู่แล้ว \"{checks.Twins[0].Released!.Title}\" ยืนยันว่าเป็นคนละเรื่อง หรือรวมเป็นเรื่องเดียว");
            if (checks.Silent.Count > 0 && string.IsNullOrWhiteSpace(answers.WithoutConsent)) return new Reviewed.Refused($"{checks.Silent[0]} ยังไม่ยินยอม รอคำยินยอม หรือบอกเหตุผลที่เผยแพร่ได้");
            return Review.Publish(item, by, time.GetUtcNow(), answers.Private, checks.Silent.Count > 0 ? answers.WithoutConsent : null);
        }
        return await Change(id, revision, Decide, ct, by);
    }

    /// <summary>Reads, decides and keeps; decides again when somebody else wrote in between, unless what was seen has changed.</summary>
    /// <param name="by">Who does it, for the audit log.</param>
    public async Task<Reviewed> Change(string id, int revision, Func<Item, Task<Reviewed>> decide, CancellationToken ct, string? by = null)
    {
        while (await store.Find(id, ct) is { } was)
        {
            if (was.Value.Revision != revision) return new Reviewed.Refused(Changed);
            var outcome = await decide(was.Value);
            if (outcome is not Reviewed.Kept { Item: var becomes } || ReferenceEquals(becomes, was.Value) || await store.Keep(was, becomes, ct, await Note(was.Value, becomes, by, ct))) return outcome;
        }
        return new Reviewed.Refused("ไม่พบเรื่องนี้แล้ว");
    }

    /// <summary>Only what no reader ever saw can be thrown away.</summary>
    public async Task<Reviewed> Drop(string id, int revision, CancellationToken ct, string? by = null)
    {
        if (await store.Find(id, ct) is not { } was) return new Reviewed.Refused("ไม่พบเรื่องนี้แล้ว");
        if (was.Value.Revision != revision) return new Reviewed.Refused(Changed);
        if (was.Value.Release is not null) return new Reviewed.Refused("เรื่องนี้เคยเผยแพร่แล้ว ใช้ เลิกใช้ แทนการทิ้ง");
        var note = by is null ? null : await audit.Note(KnowledgeStore.Table, KnowledgeStore.Partition, by, ActKind.ItemDropped, id, was.Value.Work.ToString(), null, ct);
        return await store.Drop(was, ct, note) ? new Reviewed.Kept(was.Value) : new Reviewed.Refused(Changed);
    }

    async ValueTask<Storage.Change?> Note(Item was, Item becomes, string? by, CancellationToken ct)
    {
        ActKind? what = becomes switch
        {
            { Work: Work.Obsolete } when was.Work is not Work.Obsolete => ActKind.ItemRetired,
            _ when was.Work is Work.Obsolete && becomes.Work is not Work.Obsolete => ActKind.ItemRestored,
            _ when becomes.Release is not null && becomes.Release != was.Release => ActKind.ItemPublished,
            _ => null,
        };
        return what is { } act && by is not null
            ? await audit.Note(KnowledgeStore.Table, KnowledgeStore.Partition, by, act, was.Id, State(was), State(becomes), ct)
            : null;
    }

    static string State(Item item) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Work} {item.Release?.Version ?? 0}");
}
