using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Bot.Meetings;

namespace ChuanKhuy.Functions;

/// <summary>The meeting platforms that this installation has. Without one, a session's link is whatever a coordinator gives.</summary>
public sealed class MeetingPlatforms : IDisposable
{
    /// <exception cref="Core.TroubleException">A setting of a platform is missing or cannot be used.</exception>
    public MeetingPlatforms(IConfiguration settings, OfficeSettings office, TeamsSettings teams, IHostEnvironment host, IServiceProvider services)
    {
        var webex = WebexMeetingSettings.From(settings, office.Zone.Id, office.BaseUrl);
        var graph = GraphSettings.From(settings, teams, host.IsDevelopment());
        All =
        [
            .. webex is null ? (IMeetings[])[] : [ActivatorUtilities.CreateInstance<WebexMeetings>(services, webex)],
            .. graph is null ? (IMeetings[])[] : [ActivatorUtilities.CreateInstance<TeamsMeetings>(services, graph)],
        ];
    }

    public IReadOnlyList<IMeetings> All { get; }

    public void Dispose()
    {
        foreach (var platform in All.OfType<IDisposable>()) platform.Dispose();
    }
}
