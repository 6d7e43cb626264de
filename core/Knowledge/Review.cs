namespace ChuanKhuy.Core.Knowledge;

/// <summary>Where an item stands, as the coordinator's list shows it.</summary>
public enum Standing { Draft, InReview, Published, DueForReview, Obsolete }

/// <summary>What became of a wish.</summary>
public abstract record Reviewed
{
    public sealed record Kept(Item Item) : Reviewed;

    /// <summary>An expected no, said in Thai.</summary>
    public sealed record Refused(string Because) : Reviewed;
}

/// <summary>
/// The way of an item from draft to reader. Readers see the released version until the next one is let out; every edit takes an approval back;
/// nobody lets out what they wrote themselves; what was let out is looked at again after a while.
/// </summary>
public static class Review
{
    /// <summary>Law changes soonest, how-to with the forms and systems, stories last.</summary>
    public static TimeSpan Interval(Category category) => TimeSpan.FromDays(category switch
    {
        Category.Law => 90,
        Category.Case => 365,
        _ => 180,
    });

    public static Standing Stands(Item item, DateTimeOffset now) => item switch
    {
        { Work: Work.Obsolete } => Standing.Obsolete,
        { Work: Work.InReview } => Standing.InReview,
        { Work: Work.Draft } => Standing.Draft,
        { Release: { } release } when now >= release.ReviewBy => Standing.DueForReview,
        _ => Standing.Published,
    };

    /// <summary>What readers see; null when nothing was let out or it no longer holds.</summary>
    public static ItemText? Visible(Item item) => item.Work is Work.Obsolete ? null : item.Released;

    /// <summary>The editor becomes the author, and whatever review there was begins again.</summary>
    public static Reviewed Edit(Item item, ItemText text, string by, DateTimeOffset now) => item.Work is Work.Obsolete
        ? new Reviewed.Refused("เรื่องนี้เลิกใช้แล้ว นำกลับมาก่อนจึงแก้ได้")
        : Fault(text) is { } fault ? new Reviewed.Refused(fault)
        : text.Same(item.Working) ? new Reviewed.Kept(item)
        : new Reviewed.Kept(item with { Working = text, Author = by, Work = Work.Draft, Changed = now });

    public static Reviewed Submit(Item item, DateTimeOffset now) => item.Work switch
    {
        Work.InReview => new Reviewed.Kept(item),
        Work.Draft when Fault(item.Working) is { } fault => new Reviewed.Refused(fault),
        Work.Draft => new Reviewed.Kept(item with { Work = Work.InReview, Changed = now }),
        _ => new Reviewed.Refused("ไม่มีฉบับร่างให้ส่งตรวจ"),
    };

    /// <summary>Back to its author for another round.</summary>
    public static Reviewed Return(Item item, DateTimeOffset now) => item.Work is Work.InReview
        ? new Reviewed.Kept(item with { Work = Work.Draft, Changed = now })
        : new Reviewed.Refused("เรื่องนี้ไม่ได้รอตรวจ");

    /// <param name="looked">The publisher has seen <see cref="Private.Find"/>'s findings and lets them stand.</param>
    public static Reviewed Publish(Item item, string by, DateTimeOffset now, bool looked = false) => item switch
    {
        { Work: not Work.InReview } => new Reviewed.Refused("ส่งตรวจก่อน แล้วให้อีกคนเผยแพร่"),
        _ when string.Equals(item.Author, by, StringComparison.Ordinal) => new Reviewed.Refused("คนเขียนเผยแพร่เองไม่ได้ ขอให้เพื่อนร่วมงานอีกคนตรวจ"),
        _ when !looked && Private.Find(item.Working) is [var first, ..] => new Reviewed.Refused($"พบข้อมูลส่วนบุคคล \"{first}\" ตัดออก หรือยืนยันว่าเผยแพร่ได้"),
        _ => new Reviewed.Kept(LetOut(item, item.Working, by, now)),
    };

    /// <summary>Somebody looked at a released item and it still holds.</summary>
    public static Reviewed Confirm(Item item, string by, DateTimeOffset now) => item is { Work: Work.None, Released: { } text, Release: { } release }
        ? string.Equals(item.Author, by, StringComparison.Ordinal)
            ? new Reviewed.Refused("คนเขียนทบทวนเองไม่ได้ ขอให้เพื่อนร่วมงานอีกคนตรวจ")
            : new Reviewed.Kept(item with { Release = release with { By = by, At = now, ReviewBy = now + Interval(text.Category) }, Changed = now })
        : new Reviewed.Refused("ทบทวนได้เฉพาะเรื่องที่เผยแพร่แล้วและไม่มีฉบับร่างค้าง");

    public static Reviewed Retire(Item item, DateTimeOffset now) => item.Work is Work.Obsolete
        ? new Reviewed.Kept(item)
        : new Reviewed.Kept(item with { Work = Work.Obsolete, Changed = now });

    /// <summary>An item of another library, let out there already; who brings it in answers for it.</summary>
    public static Item Import(Item? held, string id, ItemText text, string source, DateTimeOffset now)
    {
        const string Importer = "import";
        var item = held ?? new(id, text, null, null, Work.Draft, "", source, null, now);
        return LetOut(item with { Working = text, Author = "", Source = source }, text, Importer, now);
    }

    static Item LetOut(Item item, ItemText text, string by, DateTimeOffset now) => item with
    {
        Released = text,
        Release = new((item.Release?.Version ?? 0) + 1, by, now, now + Interval(text.Category)),
        Work = Work.None,
        Changed = now,
    };

    /// <summary>Why a text cannot go on as it is; null when it can.</summary>
    public static string? Fault(ItemText text) => text switch
    {
        { Title.Length: 0 } => "ยังไม่มีชื่อเรื่อง",
        { Body.Length: 0 } => "ยังไม่มีเนื้อหา",
        { Title.Length: > ItemText.TitleChars } => "ชื่อเรื่องยาวเกิน 200 ตัวอักษร",
        { Body.Length: > ItemText.BodyChars } => "เนื้อหายาวเกิน 10,000 ตัวอักษร แบ่งเป็นสองเรื่องจะอ่านง่ายกว่า",
        { Tags.Count: > ItemText.MostTags } => "มีป้ายได้ไม่เกิน 12 คำ",
        _ when text.Tags.Concat(text.Keywords).Any(tag => tag.Length > ItemText.TagChars) => "ป้ายยาวเกิน 40 ตัวอักษร",
        { Citations.Count: > ItemText.MostCitations } => "อ้างที่มาได้ไม่เกิน 100 แห่ง",
        _ => null,
    };
}
