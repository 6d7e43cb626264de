using System.Globalization;
using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>How many people a message stands at.</summary>
public sealed record DeliveryCount(string State, int People);

/// <summary>The people whom a message did not reach for one reason.</summary>
public sealed record NotReached(string Reason, string Names, int People);

/// <summary>Whom a message of a session reached and whom not, for the coordinator.</summary>
/// <param name="What">Which message.</param>
/// <param name="Missed">Whether there is somebody to send to again.</param>
/// <param name="Doubtful">How many perhaps have it; they are sent to again only when asked for.</param>
public sealed record Deliveries(
    string Session, string Title, string What, IReadOnlyList<DeliveryCount> Counts, IReadOnlyList<NotReached> Reasons, bool Missed, int Doubtful, string? Note = null) : ICard
{
    const int MostReasons = 8;

    // What the names under all reasons together may take, so that the card stays under 15 KB.
    const int AllNames = 1400;

    public static Deliveries Sample => new(
        "s1", "ตลาดนัดคนไทยยิ้มได้", "คำเชิญ ส่งเมื่อ พฤ. 26 ก.พ. 70 เวลา 13.30 น.", [new("ส่งถึงแล้ว", 143), new("ไม่แน่ใจว่าถึง", 1), new("ส่งไม่ถึง", 3)],
        [new("ยังไม่มีชวนคุยใน Teams ของผู้นี้ ให้ผู้ดูแล Teams เพิ่มแอปให้ (app setup policy)", "นายกล้า หาญดี, นางสาวฟ้าใส รุ่งเรือง", 2), new("ปิดกั้นชวนคุยไว้ใน Teams", "นายธีระ กุลดี", 1)], true, 1);

    public string Summary => $"ส่งถึงไหม: {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["what"] = Shown.Text(What), ["note"] = Shown.Text(Note), ["any"] = Counts.Count > 0, ["missed"] = Missed, ["doubtful"] = Doubtful > 0,
        ["buttons"] = Missed || Doubtful > 0, ["more"] = Shown.More(Reasons.Count, MostReasons, "เหตุผล"),
        ["counts"] = new JsonArray([.. Counts.Take(MostReasons).Select(c => new JsonObject { ["state"] = Shown.Text(Shown.Cut(c.State, 40)), ["people"] = Said(c.People) })]),
        ["reasons"] = new JsonArray([.. Reasons.Take(MostReasons).Select(r => new JsonObject
        {
            ["reason"] = Shown.Text(Shown.Cut(r.Reason, 120)), ["people"] = Said(r.People), ["names"] = Shown.Text(Shown.Cut(r.Names, AllNames / Math.Min(Reasons.Count, MostReasons))),
        })]),
    };

    static string Said(int people) => string.Create(CultureInfo.InvariantCulture, $"{people:#,0} คน");
}

/// <summary>Sends again to those who certainly do not have it; with <paramref name="Doubtful"/> also to those who perhaps do.</summary>
public sealed record ResendClick(string Session, bool Doubtful) : Click;
