using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>The keys with which the Bot Framework signs, by key id, and for which channels each key may speak.</summary>
public sealed record KeySet(IReadOnlyDictionary<string, EndorsedKey> ById, DateTimeOffset Fetched);

public sealed record EndorsedKey(SecurityKey Key, IReadOnlySet<string> Endorsements);

/// <summary>
/// Fetches the keys from the OpenID metadata and keeps them. They are fetched again after a day, and at once when a token names a key that we do not know,
/// but for that reason no more often than every five minutes, so that forged tokens cannot make us hammer the metadata.
/// When the metadata does not answer, the keys at hand stay in use.
/// </summary>
public sealed partial class OpenIdKeys(TeamsSettings settings, TeamsHttp http, TimeProvider time, ILogger<OpenIdKeys> log) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromDays(1);
    static readonly TimeSpan UnknownEvery = TimeSpan.FromMinutes(5);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    const int MostBytes = 1024 * 1024;

    readonly SemaphoreSlim one = new(1, 1);
    volatile KeySet? current;
    DateTimeOffset failed = DateTimeOffset.MinValue;
    DateTimeOffset askedForUnknown = DateTimeOffset.MinValue;

    /// <summary>The keys in use now; null before the first fetch.</summary>
    public KeySet? Current => current;

    /// <summary>The keys, fetched again when one with this id is not among them; null when there are none at all, because the metadata never answered.</summary>
    public async ValueTask<KeySet?> Load(string kid, CancellationToken ct)
    {
        if (current is { } held && !Wants(held, kid)) return held;
        await one.WaitAsync(ct);
        try
        {
            var (now, had) = (time.GetUtcNow(), current);
            if (had is not null && !Wants(had, kid)) return had;
            if (had is not null && now < had.Fetched + Fresh) askedForUnknown = now;
            try
            {
                return current = await Fetch(now);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or JsonException or FormatException or ArgumentException or InvalidDataException)
            {
                Log.NoMetadata(log, fault.GetType().Name);
                failed = now;
                return had;
            }
        }
        finally
        {
            one.Release();
        }
    }

    bool Wants(KeySet held, string kid)
    {
        var now = time.GetUtcNow();
        if (now < failed + AfterFailure) return false;
        return now >= held.Fetched + Fresh || (!held.ById.ContainsKey(kid) && now >= askedForUnknown + UnknownEvery);
    }

    async Task<KeySet> Fetch(DateTimeOffset now)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var metadata = JsonDocument.Parse(await Get(settings.OpenIdMetadata, timeout.Token));
        var address = JsonText.Find(metadata.RootElement, "jwks_uri") ?? throw new InvalidDataException("The metadata name no keys.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != settings.OpenIdMetadata.Scheme) throw new InvalidDataException("The keys lie at an address that we do not ask.");
        var set = new JsonWebKeySet(await Get(uri, timeout.Token));
        var keys = new Dictionary<string, EndorsedKey>(StringComparer.Ordinal);
        foreach (var key in set.Keys)
            if (key is { Kid.Length: > 0, Kty: JsonWebAlgorithmsKeyTypes.RSA }) keys[key.Kid] = new(Rsa(key), Endorsements(key));
        return keys.Count > 0 ? new(keys, now) : throw new InvalidDataException("There are no keys.");
    }

    async Task<string> Get(Uri address, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await http.Client.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MostBytes, ct);
        return await response.Content.ReadAsStringAsync(ct);
    }

    public void Dispose() => one.Dispose();

    // Made once: from the JSON form the library would make it again for every token.
    static RsaSecurityKey Rsa(JsonWebKey key) => new(new System.Security.Cryptography.RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E) }) { KeyId = key.Kid };

    static HashSet<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value) && value is JsonElement { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(JsonText.Read).OfType<string>().ToHashSet(StringComparer.Ordinal)
            : [];

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Bot Framework's OpenID metadata cannot be read: {Fault}")]
        public static partial void NoMetadata(ILogger log, string fault);
    }
}
