using ChuanKhuy.Cards;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// A card for one person. <paramref name="Session"/> and <paramref name="N"/> (the answer number) are sealed into its buttons,
/// together with the verb and the addressee.
/// </summary>
public sealed record Message(ICard Card, string Session = "", int? N = null);
