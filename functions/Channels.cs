using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>
/// The channels that this installation has. The browser is always one of them: what is sent to somebody whom no chat platform reaches
/// waits on their page `/me` until they sign in.
/// </summary>
public sealed class Channels(BrowserChannel browser)
{
    public IReadOnlyList<IChannel> All { get; } = [browser];

    /// <summary>The channel that reaches a person.</summary>
    public string? For(Person person) => browser.Name;
}
