using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>The chat channels that this installation has, by its settings.</summary>
public sealed class Channels(DeskGuard desk, BrowserChannel browser)
{
    public IReadOnlyList<IChannel> All { get; } = desk.Possible ? [browser] : [];

    /// <summary>The channel that reaches a person; null when none does.</summary>
    public string? For(Person person) => All.Count > 0 ? All[0].Name : null;
}
