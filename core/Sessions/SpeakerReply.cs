using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// What a speaker said when asked to confirm. <paramref name="N"/> is the number of the answer, as on an invitation: an old click does not undo a newer one.
/// </summary>
/// <param name="Version">The session's version it was said for: after a move the speaker is asked again.</param>
/// <param name="Key">The person's id, or the key of an outside expert.</param>
/// <param name="Slides">An https link.</param>
/// <param name="Rehearsal">When the speaker would like to rehearse, in their own words.</param>
/// <param name="By">The coordinator who recorded it for an outside expert.</param>
/// <param name="Made">When the newest click on a card without a number was made (<see cref="ClickOrder"/>).</param>
public sealed record SpeakerReply(
    string Key, bool Confirmed, int Version, int N, DateTimeOffset At, string? Slides = null, string? Rehearsal = null, string? By = null,
    DateTimeOffset? Made = null);

/// <summary>What becomes of a speaker's answer.</summary>
public abstract record SpeakerOutcome
{
    public sealed record Kept(SpeakerReply Reply) : SpeakerOutcome;

    public sealed record Repeated(SpeakerReply Reply) : SpeakerOutcome;

    public sealed record Stale(SpeakerReply Reply, string Because) : SpeakerOutcome;

    public sealed record Refused(string Because) : SpeakerOutcome;
}

/// <summary>Who is asked, by whom, and what a complete answer is.</summary>
public static class SpeakerRule
{
    public const int RehearsalChars = 200;
    const int LinkChars = 500;

    /// <summary>
    /// By what a speaker is known in a session's rows: the person's id, or for an outside expert a digest of name and address, so that neither stands in a key
    /// and the order of the speakers does not matter.
    /// </summary>
    public static string Key(Speaker speaker) => speaker.Person
        ?? $"x-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{speaker.Name}|{speaker.Email}")).AsSpan(0, 6))}";

    public static Speaker? Find(Session session, string key) => session.Plan.Speakers.FirstOrDefault(s => Key(s) == key);

    /// <summary>A speaker answers for themself, an outside expert under their key; a coordinator may record what an outside expert said.</summary>
    /// <param name="n">The number on the clicked card; null when it carries none.</param>
    public static SpeakerOutcome Decide(
        Session session, string key, string by, bool coordinator, SpeakerReply? held, bool confirm, string? slides, string? rehearsal, int? n, DateTimeOffset now,
        DateTimeOffset? made = null)
    {
        if (Find(session, key) is not { } speaker) return Refuse("คุณไม่ได้เป็นวิทยากรของกิจกรรมนี้แล้ว");
        if (speaker.Person is { } id ? id != by : !coordinator && by != key) return Refuse("การยืนยันนี้สำหรับวิทยากร หรือผู้ประสานงานแทนวิทยากรภายนอก");
        if (session.State is not SessionState.Published) return Refuse("กิจกรรมครั้งนี้ยกเลิกหรือจบแล้ว จึงไม่ต้องยืนยัน");
        if (now >= session.Starts) return Refuse("กิจกรรมเริ่มแล้ว จึงไม่ต้องยืนยัน");
        if (slides is { Length: > 0 } && Link(slides) is null) return Refuse("ลิงก์สไลด์ต้องขึ้นต้นด้วย https:// ลองคัดลอกจากแถบที่อยู่ของเบราว์เซอร์");
        var (link, wish) = (string.IsNullOrEmpty(slides) ? held?.Slides : Link(slides), string.IsNullOrEmpty(rehearsal) ? held?.Rehearsal : rehearsal);
        var stored = held?.N ?? 0;
        var next = new SpeakerReply(key, confirm, session.Version, (n ?? stored) + 1, now, link, wish, by == key ? null : by, made ?? held?.Made);
        var same = Says(held, next);
        if (n < stored || ClickOrder.IsOld(made, held?.Made)) return same ? new SpeakerOutcome.Repeated(held!) : new SpeakerOutcome.Stale(held!, "การ์ดใบนั้นเก่าแล้ว คำตอบล่าสุดอยู่ในการ์ดนี้ ถ้าต้องการเปลี่ยน กดอีกครั้ง");
        return same && !ClickOrder.IsNewest(made, held!.Made) ? new SpeakerOutcome.Repeated(held) : new SpeakerOutcome.Kept(next);
    }

    /// <summary>The link as an address with https and a host; null when it is anything else.</summary>
    public static string? Link(string text) =>
        text.Length <= LinkChars && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps
            && link.UserInfo.Length == 0 && link.Host.Length > 0 ? link.AbsoluteUri : null;

    /// <summary>The session with this speaker's slides, or without them when the speaker declined.</summary>
    public static Session WithSlides(Session session, SpeakerReply reply)
    {
        var slides = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, link) in session.Slides ?? new Dictionary<string, string>()) slides[key] = link;
        slides.Remove(reply.Key);
        if (reply is { Confirmed: true, Slides: { } shown }) slides[reply.Key] = shown;
        return session with { Slides = slides.Count == 0 ? null : slides };
    }

    /// <summary>The coordinators hear at once of a no, of a change of mind, and of a wish to rehearse.</summary>
    public static bool Tells(SpeakerReply? held, SpeakerReply reply) =>
        !Says(held, reply) && (!reply.Confirmed || held is { Confirmed: false } || (reply.Rehearsal is not null && reply.Rehearsal != held?.Rehearsal));

    /// <summary>Tells apart the messages about a speaker's answers.</summary>
    public static string Place(SpeakerReply reply) => string.Create(CultureInfo.InvariantCulture, $"{reply.Key}|{reply.N:D4}");

    /// <summary>Whether the stored answer says the same already.</summary>
    static bool Says(SpeakerReply? held, SpeakerReply next) =>
        held is not null && next with { N = held.N, At = held.At, By = held.By, Made = held.Made } == held;

    static SpeakerOutcome.Refused Refuse(string because) => new(because);
}
