using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using ChuanKhuy.Core;

namespace ChuanKhuy.Functions;

/// <summary>How many requests one browser and one address may make: buckets that fill up again with time.</summary>
/// <param name="Burst">How much a full bucket holds.</param>
/// <param name="PerSecond">How fast it fills.</param>
public sealed record Rate(int Burst, double PerSecond);

/// <summary>
/// Rate limits of the pages, in memory, on the product's clock (which the library's limiters do not follow): each process counts for itself. An address stands for a whole office behind one router, so it may do much; a signed-in browser
/// less, and behind links there is a limit of their own. Chat platforms prove themselves and are not counted. Forwarded addresses count only when a configured proxy says them.
/// </summary>
public sealed class Throttle
{
    /// <summary>More buckets than this are never kept; the full ones, which say nothing, go first.</summary>
    const int MostBuckets = 20_000;

    static readonly Rate PerBrowser = new(120, 5), PerLink = new(300, 5);
    readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    readonly TimeProvider time;
    readonly SignInCookies cookies;
    readonly IReadOnlyList<IPNetwork> proxies;
    readonly Rate perAddress;

    /// <exception cref="TroubleException">A setting cannot be used.</exception>
    public Throttle(IConfiguration settings, SignInCookies cookies, TimeProvider time)
    {
        (this.cookies, this.time) = (cookies, time);
        proxies = [.. (settings["Web:Proxies"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Network)];
        perAddress = new(Number(settings["Web:PerAddress"]), 30);
    }

    /// <summary>Null when the request may go on; else how long to wait.</summary>
    public TimeSpan? Refuses(HttpRequest request, Door door)
    {
        if (door is Door.Channel or Door.Desk or Door.Host) return null;
        var address = Address(request.HttpContext.Connection.RemoteIpAddress, request.Headers["X-Forwarded-For"].ToString(), proxies)?.ToString() ?? "";
        return Take($"a|{address}", perAddress)
            ?? (door is Door.LinkHolder ? Take($"l|{address}", PerLink) : null)
            // By the whole cookie, not by the name in it: nobody can use up what belongs to somebody else.
            ?? (cookies.Read(request, SignInCookies.Browser) is { Length: > 0 and <= 200 } browser && !request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Take($"b|{browser}", PerBrowser) : null);
    }

    /// <summary>The client's address: the peer, or what the nearest of our proxies saw. What stands further left could have been made up.</summary>
    public static IPAddress? Address(IPAddress? peer, string forwarded, IReadOnlyList<IPNetwork> proxies)
    {
        var at = Plain(peer);
        foreach (var hop in forwarded.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (at is null || !proxies.Any(proxy => proxy.Contains(at)) || !IPAddress.TryParse(hop, out var next)) break;
            at = Plain(next);
        }
        return at;
    }

    static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    TimeSpan? Take(string key, Rate rate)
    {
        var now = time.GetUtcNow();
        if (buckets.Count > MostBuckets)
        {
            foreach (var (name, full) in buckets) if (full.Full(now)) buckets.TryRemove(name, out _);
            if (buckets.Count > MostBuckets) buckets.Clear();
        }
        return buckets.GetOrAdd(key, _ => new(rate, now)).Take(now);
    }

    static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one) ? new(one, one.GetAddressBytes().Length * 8)
        : throw new TroubleException($"Web:Proxies ต้องเป็นที่อยู่ IP หรือช่วง เช่น 10.0.0.0/8 ไม่ใช่ {text}", $"Web:Proxies must hold addresses or networks like 10.0.0.0/8, not {text}.");

    static int Number(string? text) =>
        string.IsNullOrEmpty(text) ? 600
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var burst) && burst > 0 ? burst
        : throw new TroubleException($"Web:PerAddress ต้องเป็นจำนวนเต็มบวก ไม่ใช่ {text}", $"Web:PerAddress must be a positive number, not {text}.");

    sealed class Bucket(Rate rate, DateTimeOffset made)
    {
        readonly Lock gate = new();
        double left = rate.Burst;
        DateTimeOffset at = made;

        public TimeSpan? Take(DateTimeOffset now)
        {
            lock (gate)
            {
                Fill(now);
                if (left < 1) return TimeSpan.FromSeconds(Math.Ceiling((1 - left) / rate.PerSecond));
                left--;
                return null;
            }
        }

        public bool Full(DateTimeOffset now)
        {
            lock (gate)
            {
                Fill(now);
                return left >= rate.Burst;
            }
        }

        // A clock that went back fills nothing.
        void Fill(DateTimeOffset now)
        {
            if (now <= at) return;
            left = Math.Min(rate.Burst, left + ((now - at).TotalSeconds * rate.PerSecond));
            at = now;
        }
    }
}
