using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Functions;

/// <summary>
/// The channels that this installation has, the preferred one first. The browser is always one of them: what is sent to somebody whom no chat platform
/// reaches waits on their page `/me` until they sign in. Beside a chat platform it counts only for those who have used it.
/// </summary>
public sealed class Channels : IDisposable
{
    /// <exception cref="Core.TroubleException">A setting of a channel is missing or cannot be used.</exception>
    public Channels(BrowserChannel browser, OfficeSettings office, IConfiguration settings, TeamsChannel teams, TeamsSettings teamsSettings, IServiceProvider services)
    {
        var webex = WebexSettings.From(settings, office.BaseUrl) is { } set ? ActivatorUtilities.CreateInstance<WebexChannel>(services, set) : null;
        All = [.. teamsSettings.On ? (IChannel[])[teams] : [], .. webex is null ? (IChannel[])[] : [webex], browser];
        Reaches = [.. All.Select(channel => new Reach(channel.Name, channel == browser && All.Count > 1 ? _ => false : channel.Meets))];
    }

    public IReadOnlyList<IChannel> All { get; }

    /// <summary>Whom each of them reaches.</summary>
    public IReadOnlyList<Reach> Reaches { get; }

    public void Dispose()
    {
        foreach (var channel in All.OfType<IDisposable>()) channel.Dispose();
    }
}
