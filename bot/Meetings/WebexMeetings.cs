using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Text;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>
/// Rooms in Webex (developer.webex.com, "Meetings" and "Meeting Participants"; github.com/webex/webex-openapi-specs, public-spec/webex-meeting.json).
/// The API knows no idempotency key, so each room carries our mark as its integrationTag and is looked for before it is made.
/// </summary>
public sealed class WebexMeetings : IMeetings, IDisposable
{
    const int TitleChars = 128;
    const int MostInstances = 100;
    const int MostPages = 50;

    /// <summary>A room that was made a moment ago may not be found yet: after a lost answer nobody looks earlier than this.</summary>
    static readonly TimeSpan Settles = TimeSpan.FromMinutes(5);

    /// <summary>The shortest meeting that Webex makes.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    readonly WebexMeetingSettings settings;
    readonly SocketsHttpHandler handler;
    readonly HttpMessageInvoker http;
    readonly WebexToken token;
    readonly WebexClient client;
    readonly WebexHooks? hooks;

    public WebexMeetings(WebexMeetingSettings settings, ITables tables, LeaseStore leases, Dice dice, TimeProvider time, ILoggerFactory logs)
    {
        this.settings = settings;
        // The secret goes to the configured host alone: no redirects.
        handler = new() { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
        http = new(handler);
        token = new(settings, http, tables, dice, time, logs.CreateLogger<WebexToken>());
        client = new(settings.Api, token.Get, token.Drop, TimeSpan.FromSeconds(20), time, logs.CreateLogger<WebexClient>());
        // Filters by host need a webhook of the organisation (developer.webex.com, "Webhooks", filtering).
        if (settings.Hooks is { } chat)
            hooks = new(client, chat, leases, dice, logs.CreateLogger<WebexHooks>(), "org", [new("meetings", "ended", "org", $"hostEmail={settings.Host}")]);
    }

    public MeetingKind Kind => MeetingKind.Webex;

    public async Task<RoomReply<MadeRoom>> Make(RoomPlan plan, CancellationToken ct) => await Find(plan, ct) switch
    {
        WebexReply<WebexMeeting?>.Got { Value: { } found } => Made(found, plan),
        WebexReply<WebexMeeting?>.Got => Room(await client.AddMeeting(Body(plan), ct), plan),
        var other => Failed<MadeRoom, WebexMeeting?>(other),
    };

    public async Task<RoomReply<MadeRoom>> Change(string meeting, RoomPlan plan, CancellationToken ct) =>
        Room(await client.ChangeMeeting(meeting, Body(plan) with { EnabledJoinBeforeHost = null, JoinBeforeHostMinutes = null, EnabledAutoRecordMeeting = null, SiteUrl = null }, ct), plan);

    public async Task<RoomReply<bool>> Drop(string? meeting, RoomPlan plan, CancellationToken ct)
    {
        if (meeting is null)
            switch (await Find(plan, ct))
            {
                case WebexReply<WebexMeeting?>.Got { Value: { } found }: meeting = found.Id; break;
                case WebexReply<WebexMeeting?>.Got: return new RoomReply<bool>.Gone();
                case var other: return Failed<bool, WebexMeeting?>(other);
            }
        return await client.DeleteMeeting(meeting, settings.Host, ct) switch
        {
            WebexReply<bool>.Got => new RoomReply<bool>.Got(true),
            WebexReply<bool>.No { Status: 404 or 410 } => new RoomReply<bool>.Gone(),
            var other => Failed<bool, bool>(other),
        };
    }

    /// <summary>One report for each time the meeting was on; those that have not ended are not asked, because nobody has left them.</summary>
    public async Task<RoomReply<IReadOnlyList<byte[]>>> Reports(string meeting, RoomPlan plan, CancellationToken ct)
    {
        var list = await client.Meetings(
            $"meetingSeriesId={Escape(meeting)}&meetingType=meeting&state=ended&from={Time(plan.Starts.AddDays(-1))}&to={Time(plan.Ends.AddDays(2))}&hostEmail={Escape(settings.Host)}&max={MostInstances}", ct);
        if (list is not WebexReply<WebexList<WebexMeeting>>.Got { Value.Items: var instances })
            return list is WebexReply<WebexList<WebexMeeting>>.No { Status: 404 } ? new RoomReply<IReadOnlyList<byte[]>>.Got([]) : Failed<IReadOnlyList<byte[]>, WebexList<WebexMeeting>>(list);
        var reports = new List<byte[]>();
        foreach (var instance in instances)
            for (var next = $"meetingParticipants?meetingId={Escape(instance.Id)}&hostEmail={Escape(settings.Host)}&max=100"; next is not null && reports.Count < MostPages;)
            {
                var page = await client.Page(next, ct);
                if (page is WebexReply<WebexPage>.No { Status: 404 }) break;
                if (page is not WebexReply<WebexPage>.Got { Value: var got }) return Failed<IReadOnlyList<byte[]>, WebexPage>(page);
                reports.Add(got.Body);
                next = got.Next;
            }
        return new RoomReply<IReadOnlyList<byte[]>>.Got(reports);
    }

    public async ValueTask Tend(CancellationToken ct)
    {
        if (hooks is not null) await hooks.Check(ct);
    }

    public void Dispose()
    {
        client.Dispose();
        token.Dispose();
        http.Dispose();
        handler.Dispose();
    }

    /// <summary>The room with our mark. It is looked for around all times that the session may have had.</summary>
    async Task<WebexReply<WebexMeeting?>> Find(RoomPlan plan, CancellationToken ct) =>
        await client.Meetings($"integrationTag={Escape(plan.Mark)}&meetingType=meetingSeries&from={Time(plan.Starts.AddYears(-1))}&to={Time(plan.Ends.AddYears(1))}&hostEmail={Escape(settings.Host)}&max=10", ct) switch
        {
            WebexReply<WebexList<WebexMeeting>>.Got { Value.Items: var items } => new WebexReply<WebexMeeting?>.Got(items.OrderBy(m => m.Id, StringComparer.Ordinal).FirstOrDefault()),
            WebexReply<WebexList<WebexMeeting>>.No { Status: 404 } => new WebexReply<WebexMeeting?>.Got(null),
            WebexReply<WebexList<WebexMeeting>>.No { Status: var status } => new WebexReply<WebexMeeting?>.No(status),
            WebexReply<WebexList<WebexMeeting>>.NotNow { After: var after } => new WebexReply<WebexMeeting?>.NotNow(after),
            _ => new WebexReply<WebexMeeting?>.NotNow(),
        };

    /// <summary>People enter without waiting for the host, who is a service account; who is not of the organisation waits in the lobby.</summary>
    WebexMeetingPost Body(RoomPlan plan) => new(
        ThaiText.Clean(plan.Title, TitleChars), Time(plan.Starts, escape: false), Time(plan.Ends < plan.Starts + Shortest ? plan.Starts + Shortest : plan.Ends, escape: false), settings.Zone,
        settings.Host, settings.Site, SendEmail: false, IntegrationTags: [plan.Mark], EnabledJoinBeforeHost: true, JoinBeforeHostMinutes: 15, EnabledAutoRecordMeeting: false);

    static RoomReply<MadeRoom> Room(WebexReply<WebexMeeting> reply, RoomPlan plan) => reply switch
    {
        WebexReply<WebexMeeting>.Got { Value: var made } => Made(made, plan),
        WebexReply<WebexMeeting>.No { Status: 404 or 410 } => new RoomReply<MadeRoom>.Gone(),
        var other => Failed<MadeRoom, WebexMeeting>(other),
    };

    static RoomReply<MadeRoom> Made(WebexMeeting meeting, RoomPlan plan) => meeting.WebLink is { Length: > 0 } link
        ? new RoomReply<MadeRoom>.Got(new(meeting.Id, link, meeting.Title == ThaiText.Clean(plan.Title, TitleChars) && meeting.Start == plan.Starts && meeting.End == plan.Ends))
        : new RoomReply<MadeRoom>.Failed("Webex ไม่ให้ลิงก์ของห้อง");

    static RoomReply<T> Failed<T, TAsked>(WebexReply<TAsked> reply) => reply switch
    {
        WebexReply<TAsked>.NotNow { After: var after } => new RoomReply<T>.Failed("Webex ยังไม่รับคำขอ", after),
        WebexReply<TAsked>.Lost => new RoomReply<T>.Failed("Webex ไม่ตอบ", Settles),
        WebexReply<TAsked>.No { Status: 404 } => new RoomReply<T>.Failed("Webex ไม่พบเจ้าของห้องตาม Webex:HostEmail หรือบัญชีนั้นไม่มีสิทธิ์จัดประชุม", Grave: true),
        WebexReply<TAsked>.No { Status: var status } => new RoomReply<T>.Failed(string.Create(CultureInfo.InvariantCulture, $"Webex ไม่อนุญาต (รหัส {status}) แจ้งผู้ดูแลระบบ"), Grave: true),
        _ => throw new InvalidOperationException($"Nobody knows {reply.GetType().Name}."),
    };

    static string Time(DateTimeOffset at) => Time(at, escape: true);

    static string Time(DateTimeOffset at, bool escape)
    {
        var text = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return escape ? Escape(text) : text;
    }

    static string Escape(string text) => Uri.EscapeDataString(text);
}
