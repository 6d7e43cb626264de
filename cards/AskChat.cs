using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>One text of a conversation.</summary>
public sealed record AskText(string Who, string Text);

/// <summary>A question as one of its people sees it, with what this person can do now.</summary>
/// <param name="Lead">What is new, in one line.</param>
/// <param name="About">Subject and with whom.</param>
/// <param name="Earlier">How many texts are not shown.</param>
/// <param name="Ended">It asks what it was worth.</param>
public sealed record AskChat(
    string Session, string Lead, string About, IReadOnlyList<AskText> Texts, int Earlier, bool Writes, bool Passes, bool Reveals, bool Takes, bool Ended, string? Note) : ICard
{
    const int Most = 4;

    public static AskChat Sample => new(
        "q1", "มีคำถามถึงคุณ", "จัดซื้อจัดจ้าง · เพื่อนร่วมงานโซน 1", [new("ผู้ถาม", "ของมาไม่ครบตามใบสั่งซื้อ ตรวจรับได้ไหม")], 0, true, true, false, false, false, "ตอบได้ในแชตนี้ เห็นกันแค่สองคน");

    public static AskChat Over => new(
        "q1", "คำถามนี้จบแล้ว", "จัดซื้อจัดจ้าง · นางสาวพี่ ใจกว้าง", [new("พี่เลี้ยง", "รับเฉพาะส่วนที่ถูกต้อง แล้วบันทึกที่ขาด"), new("ผู้ถาม", "ขอบคุณมาก")], 3, false, false, false, false, true, null);

    public string Summary => Lead;

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["lead"] = Shown.Text(Shown.Cut(Lead, 120)), ["about"] = Shown.Text(Shown.Cut(About, 150)), ["note"] = Shown.Text(Note),
        ["earlier"] = Shown.More(Earlier, 0, "ข้อความก่อนหน้านี้"), ["writes"] = Writes, ["passes"] = Passes, ["reveals"] = Reveals, ["takes"] = Takes, ["ended"] = Ended,
        ["texts"] = new JsonArray([.. Texts.TakeLast(Most).Select(text => new JsonObject { ["who"] = Shown.Text(Shown.Cut(text.Who, 60)), ["text"] = Shown.Text(Shown.Cut(text.Text, 600)) })]),
    };
}

/// <summary>What a button of a conversation does.</summary>
public enum AskPress { Close, PassOn, Take, Reveal }

/// <summary>A text into a conversation.</summary>
public sealed record AskSayClick(string Id, string? Text) : Click;

public sealed record AskDoClick(string Id, AskPress Press) : Click;

/// <summary>Whether it helped, and whether it may become an item of the library.</summary>
public sealed record AskEndClick(string Id, bool Helped, bool Shares) : Click;
