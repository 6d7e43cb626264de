using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChuanKhuy.Bot.Channels;

/// <summary>How Webex stands, asked once and without waiting for a better answer.</summary>
public abstract record WebexHealth
{
    public sealed record NoAnswer : WebexHealth;

    public sealed record BadToken : WebexHealth;

    /// <param name="Hooks">The three that we need; null: they could not be read.</param>
    public sealed record Known(bool IsBot, IReadOnlyList<(string Resource, HookState State)>? Hooks) : WebexHealth;
}

public enum HookState { Active, Absent, Inactive, Elsewhere }

/// <summary>Asks Webex who we are and which webhooks it has for us; changes nothing.</summary>
/// <param name="http">Follows no redirects: the token goes along.</param>
public sealed class WebexProbe(WebexSettings settings, HttpMessageInvoker http)
{
    public async Task<WebexHealth> Look(CancellationToken ct)
    {
        var (status, me) = await Ask("people/me", WebexJson.Default.WebexPerson, ct);
        if (status is 401 or 403) return new WebexHealth.BadToken();
        if (me is null) return new WebexHealth.NoAnswer();
        var (_, hooks) = await Ask("webhooks?max=100", WebexJson.Default.WebexListWebexHook, ct);
        return new WebexHealth.Known(me.Type == "bot", hooks is null ? null : [.. WebexChannel.Hooks.Select(wanted => (wanted.Resource, State(hooks.Items, wanted)))]);
    }

    HookState State(IReadOnlyList<WebexHook> all, WebexHooks.Wish wanted)
    {
        var ours = all.Where(hook => hook.Resource == wanted.Resource && hook.Event == wanted.Event && WebexHooks.IsOurs(hook)).ToList();
        if (ours.Count == 0) return HookState.Absent;
        var here = ours.Where(hook => hook.TargetUrl == settings.Target?.ToString() && hook.Name == WebexHooks.Name(wanted.Resource, settings)).ToList();
        return here.Count == 0 ? HookState.Elsewhere : here.Any(hook => hook.Status == "active") ? HookState.Active : HookState.Inactive;
    }

    async Task<(int Status, T? Value)> Ask<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Api, path)) { Headers = { Authorization = new("Bearer", settings.Token) } };
            using var response = await http.SendAsync(request, ct);
            return ((int)response.StatusCode, response.IsSuccessStatusCode ? JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(ct), type) : null);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            return (0, null);
        }
    }
}
