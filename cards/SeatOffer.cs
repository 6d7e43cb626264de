using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>A seat became free for somebody in the queue: offered until a deadline, or given at once with the way to give it back.</summary>
/// <param name="Deadline">Until when the offer stands; null when the seat is theirs already.</param>
public sealed record SeatOffer(string Session, string Title, string When, string Where, string? Deadline, string? Note) : ICard
{
    public static SeatOffer Sample => new("s1", "เวิร์กช็อปถ่ายภาพสินค้า OTOP ด้วยมือถือ", "อ. 17 มี.ค. 70 เวลา 9.00-12.00 น.", "ห้องประชุมพัฒนาชุมชน ชั้น 2", "จ. 16 มี.ค. 70 เวลา 11.00 น.", null);

    public string Summary => $"มีที่นั่งว่างสำหรับคุณ: {Title}";

    public JsonObject Data() => new()
    {
        ["session"] = Session, ["title"] = Shown.Text(Title), ["when"] = Shown.Text(When), ["where"] = Shown.Text(Where), ["deadline"] = Shown.Text(Deadline),
        ["note"] = Shown.Text(Note), ["offered"] = Deadline is not null, ["giveBack"] = Deadline is null ? "คืนที่นั่ง" : "ไม่รับ",
    };
}

/// <summary>Takes the offered seat, or gives it back.</summary>
public sealed record SeatClick(string Session, bool Take) : Click;
