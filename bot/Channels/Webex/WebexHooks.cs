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
sealed partial class WebexHooks(WebexClient client, WebexSettings settings, LeaseStore leases, Dice dice, ILogger log)
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);
    const string Ours = "chuankhuy ";

    internal static readonly (string Resource, string Event)[] Wanted = [("messages", "created"), ("attachmentActions", "created"), ("memberships", "all")];

    public async Task Check(CancellationToken ct)
    {
        if (settings.Target is not { } target) return;
        var (lease, owner) = ($"webex-hooks|{Digest($"{target}|{settings.Secret}")}", dice.Id());
        // The lease is the hour's mark: held by nobody who works, it is free again when the hour is over.
        if (!await leases.TryTake(lease, owner, Every, ct)) return;
        if (!await Repair(target, ct)) await leases.Release(lease, owner, ct);
    }

    /// <summary>False when Webex did not let us finish.</summary>
    async Task<bool> Repair(Uri target, CancellationToken ct)
    {
        await client.Me(ct);
        if (await client.Hooks(ct) is not WebexReply<WebexList<WebexHook>>.Got { Value.Items: var all }) return false;
        var done = true;
        foreach (var (resource, what) in Wanted)
        {
            var wanted = new WebexHook(Name(resource, settings), target.ToString(), Secret: settings.Secret);
            var ours = all.Where(hook => IsOurs(hook) && hook.Resource == resource && hook.Event == what)
                .OrderBy(hook => hook.Id, StringComparer.Ordinal).ToList();
            foreach (var second in ours.Skip(1)) done &= await client.DeleteHook(second.Id!, ct) is WebexReply<bool>.Got;
            var first = ours.FirstOrDefault();
            if (first is { Status: "active" } && first.Name == wanted.Name && first.TargetUrl == wanted.TargetUrl) continue;
            Log.Repairs(log, resource, first is null ? "missing" : first.Status ?? "changed");
            var reply = first is null
                ? await client.AddHook(wanted with { Resource = resource, Event = what }, ct)
                : await client.ChangeHook(first.Id!, wanted with { Status = "active" }, ct);
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
