using ChuanKhuy.Bot.Channels;

namespace ChuanKhuy.Functions;

/// <summary>Where Webex tells that something happened.</summary>
public sealed class WebexDoor(Channels channels, ChannelDoor door)
{
    [OpenTo(Door.Channel)]
    [Function("Webex")]
    public async Task<IResult> Webex([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webex")] HttpRequest request, CancellationToken ct) =>
        channels.All.OfType<WebexChannel>().FirstOrDefault() is { } webex ? await door.Take(webex, request, ct) : Results.NotFound();
}
