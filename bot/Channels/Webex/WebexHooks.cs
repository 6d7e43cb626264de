using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// Registers our webhooks and keeps them alive: after too many failed deliveries Webex deactivates one and never activates it again by itself
/// (developer.webex.com, "Webhooks"). One process looks once an hour; another address or secret is looked at without delay.
/// </summary>
/// <param name="owner">"org": webhooks of the organisation; null: the token's own.</param>
sealed partial class WebexHooks(WebexClient client, WebexSettings settings, LeaseStore leases, Dice dice, ILogger log, string? owner, IReadOnlyList<WebexHooks.Wish> wanted)
{
    public sealed record Wish(string Resource, string Event, string? OwnedBy = null, string? Filter = null);

    static readonly TimeSpan Every = TimeSpan.FromHours(1);
    const string Ours = "chuankhuy ";

    public async Task Check(CancellationToken ct)
    {
        if (settings.Target is not { } target) return;
        var (lease, me) = ($"webex-hooks|{Digest($"{target}|{settings.Secret}|{owner}")}", dice.Id());
        // The lease is the hour's mark: held by nobody who works, it is free again when the hour is over.
        if (!await leases.TryTake(lease, me, Every, ct)) return;
        if (!await Repair(target, ct)) await leases.Release(lease, me, ct);
    }

    /// <summary>False when Webex did not let us finish.</summary>
    async Task<bool> Repair(Uri target, CancellationToken ct)
    {
        if (await client.Hooks(owner, ct) is not WebexReply<WebexList<WebexHook>>.Got { Value.Items: var all }) return false;
        var done = true;
        foreach (var (resource, what, ownedBy, filter) in wanted)
        {
            var hook = new WebexHook(Name(resource, settings), target.ToString(), Secret: settings.Secret);
            var ours = all.Where(h => IsOurs(h) && h.Resource == resource && h.Event == what)
                .OrderBy(h => h.Id, StringComparer.Ordinal).ToList();
            // What it filters cannot be changed.
            var first = ours.FirstOrDefault(h => h.Filter == filter);
            foreach (var second in ours.Where(h => h != first)) done &= await client.DeleteHook(second.Id!, ct) is WebexReply<bool>.Got;
            if (first is { Status: "active" } && first.Name == hook.Name && first.TargetUrl == hook.TargetUrl) continue;
            Log.Repairs(log, resource, first is null ? "missing" : first.Status ?? "changed");
            var reply = first is null
                ? await client.AddHook(hook with { Resource = resource, Event = what, OwnedBy = ownedBy, Filter = filter }, ct)
                : await client.ChangeHook(first.Id!, hook with { Status = "active" }, ct);
            done &= reply is WebexReply<WebexHook>.Got;
        }
        if (!done) Log.Unfinished(log);
        return done;
    }

    internal static bool IsOurs(WebexHook hook) => hook.Name.StartsWith(Ours, StringComparison.Ordinal);

    internal static string Name(string resource, WebexSettings settings) => $"{Ours}{resource} {Digest(settings.Secret)}";

    /// <summary>Tells one secret or address from another without saying anything about it.</summary>
    static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The Webex webhook for {Resource} was {State} and is registered again")]
        public static partial void Repairs(ILogger log, string resource, string state);

        [LoggerMessage(2, LogLevel.Warning, "Not all Webex webhooks could be registered; the next timer tries again")]
        public static partial void Unfinished(ILogger log);
    }
}
