using ChuanKhuy.Cards;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// A card for one person. <paramref name="Session"/> and <paramref name="N"/> (the answer number) are sealed into its buttons,
/// together with the verb and the addressee.
/// </summary>
public sealed record Message(ICard Card, string Session = "", int? N = null)
{
    /// <summary>Takes the place of an answer to a click that others would read: what one person answered is not told to all.</summary>
    public static Message InPrivate => new(new Notice("ดูผลในแชตส่วนตัว", "เปิดแชตกับชวนคุย แล้วพิมพ์ ของฉัน เพื่อดูคำตอบของคุณ", Tone.Info));
}
