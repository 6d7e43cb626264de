using ChuanKhuy.Bot.Channels.Teams;

namespace ChuanKhuy.Functions;

/// <summary>
/// Where the Bot Framework brings the activities of Microsoft Teams. Without the channel there is nothing here; the Agents Playground,
/// which proves nothing, gets in only where the browser desk would open.
/// </summary>
public sealed class TeamsDoor(ChannelDoor door, TeamsChannel channel, TeamsSettings settings, DeskGuard guard)
{
    [OpenTo(Door.Channel)]
    [Function("Teams")]
    public async Task<IResult> Receive([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/messages")] HttpRequest request, CancellationToken ct) =>
        !settings.On || (settings.Playground && !guard.Opens(request)) ? Results.NotFound() : await door.Take(channel, request, ct);
}
