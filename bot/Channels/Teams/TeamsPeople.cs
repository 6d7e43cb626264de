using System.Collections.Concurrent;
using System.Text.Json;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>
/// Who somebody in Teams is in the roster: by Entra object id, else by the e-mail address that Teams itself tells. And how to reach them there.
/// </summary>
public sealed class TeamsPeople(TeamsSettings settings, ConnectorClient connector, RosterStore rosters, ContactStore contacts, TimeProvider time)
{
    const int MostRemembered = 20_000;
    const int MostPages = 200;
    readonly ConcurrentDictionary<string, string> emails = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of a sender.</summary>
    /// <param name="Person">The roster id; null when the roster does not know them.</param>
    /// <param name="Trouble">Teams did not tell who it is.</param>
    public readonly record struct Known(string? Person, ConnectorAnswer? Trouble = null);

    /// <summary>The sender of an activity; asks Teams when neither the roster nor an earlier contact tells.</summary>
    public async ValueTask<Known> Find(Activity activity, CancellationToken ct)
    {
        if (activity.From is not { } from || Who(from) is not { } who) return default;
        if (await Find(from, ct) is { } person) return new(person);
        if (!emails.TryGetValue(who, out var email))
        {
            var answer = await connector.Member(activity.ServiceUrl!, activity.Conversation!.Id!, from.Id ?? who, ct);
            if (!answer.Good) return answer.Status is 403 or 404 ? default : new(null, answer);
            email = Email(answer.Body);
            if (emails.Count >= MostRemembered) emails.Clear();
            emails[who] = email;
        }
        return new(email.Length > 0 ? (await rosters.Load(ct)).FindEmail(email)?.Id : null);
    }

    /// <summary>Without asking Teams.</summary>
    public async ValueTask<string?> Find(ChannelAccount from, CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        if (from.AadObjectId is { } aad && roster.FindTeams(aad) is { } named) return named.Id;
        return Who(from) is { } who && (await contacts.Load(ct)).Whose(TeamsChannel.ChannelName, who) is { } met ? roster.Find(met)?.Id : null;
    }

    /// <summary>The person's chat with the bot is there; from now on they are written to in it. Written only when something is new.</summary>
    /// <param name="alive">Whether this shows that the bot is installed for them (a click on an old card does not).</param>
    public async Task Met(string person, Activity activity, bool alive, CancellationToken ct)
    {
        var known = (await contacts.Load(ct)).Find(TeamsChannel.ChannelName, person);
        var had = Address(known);
        var own = activity.Conversation!.Personal;
        var address = new TeamsAddress(activity.ServiceUrl!, activity.From!.Id ?? Who(activity.From)!, activity.Tenant ?? "", own ? activity.Conversation.Id : had?.Conversation);
        var lost = alive && own ? null : known?.Lost;
        if (address == had && known!.Lost == lost && known.Who == Who(activity.From)) return;
        await Keep(person, Who(activity.From), address, lost, ct);
    }

    /// <summary>A team or group chat has the bot now: its members can be written to.</summary>
    /// <returns>What Teams said when it did not tell them all.</returns>
    public async Task<ConnectorAnswer?> MeetMembers(Activity activity, CancellationToken ct)
    {
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await connector.Members(activity.ServiceUrl!, activity.Conversation!.Id!, next, ct);
            if (!answer.Good) return answer;
            var (roster, known) = (await rosters.Load(ct), await contacts.Load(ct));
            foreach (var member in Members(answer.Body))
            {
                var (aad, id) = (JsonText.Find(member, "aadObjectId") ?? JsonText.Find(member, "objectId"), JsonText.Find(member, "id"));
                var person = aad is not null && roster.FindTeams(aad) is { } named ? named : Email(member) is { Length: > 0 } email ? roster.FindEmail(email) : null;
                if (person is null || (aad ?? id) is not { } who || known.Find(TeamsChannel.ChannelName, person.Id) is { Lost: null }) continue;
                await Keep(person.Id, who, new(activity.ServiceUrl!, id ?? who, activity.Tenant ?? ""), null, ct);
            }
            next = answer.Body is { } body ? JsonText.Find(body, "continuationToken") : null;
            if (string.IsNullOrEmpty(next)) return null;
        }
        return null;
    }

    /// <summary>Where this person is written to; null when Teams never met them and the roster has no Entra object id either.</summary>
    public async ValueTask<TeamsAddress?> Reach(Person person, CancellationToken ct) =>
        Address(await contacts.Find(TeamsChannel.ChannelName, person.Id, ct))
        ?? (!settings.Playground && person.TeamsId is { Length: > 0 } id ? new(settings.FirstContact.AbsoluteUri, id, settings.TenantId) : null);

    /// <summary>The chat that was made for this person.</summary>
    public Task Made(Person person, TeamsAddress address, CancellationToken ct) => Keep(person.Id, person.TeamsId, address, null, ct);

    public Task Lose(string person, string reason, CancellationToken ct) => contacts.Lose(TeamsChannel.ChannelName, person, reason, ct);

    async Task Keep(string person, string? who, TeamsAddress address, string? lost, CancellationToken ct)
    {
        var kept = who ?? (await contacts.Find(TeamsChannel.ChannelName, person, ct))?.Who;
        await contacts.Keep(TeamsChannel.ChannelName, new(person, kept, JsonSerializer.Serialize(address, TeamsJson.Default.TeamsAddress), time.GetUtcNow(), lost), ct);
    }

    static TeamsAddress? Address(Contact? contact) =>
        contact is { Address.Length: > 0 } ? JsonSerializer.Deserialize(contact.Address, TeamsJson.Default.TeamsAddress) : null;

    static string? Who(ChannelAccount account) => account.AadObjectId is { Length: > 0 } aad ? aad : account.Id is { Length: > 0 } id ? id : null;

    /// <summary>The address that Teams has for a member of one of our organisations; empty for guests, whose address proves nothing here.</summary>
    string Email(JsonElement? member)
    {
        if (member is not { } json) return "";
        if (JsonText.Find(json, "userRole") is "guest" or "anonymous") return "";
        if (!settings.Playground && JsonText.Find(json, "tenantId") is { Length: > 0 } tenant && !settings.Serves(tenant)) return "";
        return JsonText.Find(json, "email") is { Length: > 0 } email ? email : JsonText.Find(json, "userPrincipalName") ?? "";
    }

    static IEnumerable<JsonElement> Members(JsonElement? body) =>
        body is { } json && json.TryGetProperty("members", out var members) && members.ValueKind is JsonValueKind.Array
            ? members.EnumerateArray().Where(member => member.ValueKind is JsonValueKind.Object)
            : [];
}
