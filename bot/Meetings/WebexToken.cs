using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Meetings;

/// <summary>
/// The service app's access token: fourteen days long, renewed two days before its end (developer.webex.com, "Service Apps" and "Integrations", refreshing
/// an access token). All processes share it through table "tokens", where it lies encrypted under a key made from the client secret;
/// a refresh token that Webex replaces is kept there too, because the one in the settings ends then.
/// </summary>
sealed partial class WebexToken(WebexMeetingSettings settings, HttpMessageInvoker http, ITables tables, Dice dice, TimeProvider time, ILogger log) : IDisposable
{
    const string Table = "tokens";
    const string Partition = "webex";
    const int NonceBytes = 12;
    const int TagBytes = 16;
    static readonly TimeSpan Early = TimeSpan.FromDays(2);
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Another refresh token in the settings is another row.
    readonly string row = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.ClientId}|{settings.RefreshToken}")))[..32];
    readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(settings.ClientSecret), 32, info: "chuankhuy webex tokens"u8.ToArray());
    readonly SemaphoreSlim one = new(1, 1);
    WebexTokens? held;
    string? dropped;
    DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <summary>The token, or how long to wait because there is none.</summary>
    public async ValueTask<(string? Token, TimeSpan? Wait)> Get(CancellationToken ct)
    {
        if (Good(held, Early)) return (held!.Access, null);
        await one.WaitAsync(ct);
        try
        {
            if (Good(held, Early)) return (held!.Access, null);
            var stored = await Find(ct);
            if (Good(stored, Early)) return ((held = stored)!.Access, null);
            var now = time.GetUtcNow();
            if (now >= notBefore && await Renew(stored?.Refresh ?? settings.RefreshToken, ct) is { } fresh)
            {
                await Keep(held = fresh, ct);
                return (fresh.Access, null);
            }
            var old = held ?? stored;
            return Good(old, Soon) ? (old!.Access, null) : (null, notBefore - now);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Webex refused this token: the next one is fetched anew.</summary>
    public void Drop(string token) => dropped = token;

    bool Good(WebexTokens? tokens, TimeSpan left) => tokens is not null && tokens.Access != dropped && time.GetUtcNow() < tokens.Until - left;

    async Task<WebexTokens?> Renew(string refresh, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Patience);
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token", ["client_id"] = settings.ClientId, ["client_secret"] = settings.ClientSecret, ["refresh_token"] = refresh,
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Api, "access_token")) { Content = form };
            using var response = await http.SendAsync(request, timeout.Token);
            if (response.IsSuccessStatusCode && JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(timeout.Token), WebexTokenJson.Default.WebexGrant) is { AccessToken: { Length: > 0 } access } grant)
                return new(access, grant.RefreshToken is { Length: > 0 } next ? next : refresh, time.GetUtcNow().AddSeconds(grant.ExpiresIn));
            Log.Refused(log, (int)response.StatusCode);
            notBefore = time.GetUtcNow() + ((int)response.StatusCode is >= 400 and < 500 and not 429 ? AfterRefusal : AfterFailure);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Log.NoAnswer(log, fault.GetType().Name);
            notBefore = time.GetUtcNow() + AfterFailure;
        }
        return null;
    }

    async Task<WebexTokens?> Find(CancellationToken ct)
    {
        if (await tables.Find(Table, Partition, row, WebexTokenJson.Default.WebexSecret, ct) is not { Value.Body: var body } || body.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(body.AsSpan(0, NonceBytes), body.AsSpan(NonceBytes + TagBytes), body.AsSpan(NonceBytes, TagBytes), plain);
            return JsonSerializer.Deserialize(plain, WebexTokenJson.Default.WebexTokens);
        }
        catch (CryptographicException)
        {
            // Written under another client secret.
            return null;
        }
    }

    async Task Keep(WebexTokens tokens, CancellationToken ct)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(tokens, WebexTokenJson.Default.WebexTokens);
        var body = new byte[NonceBytes + TagBytes + plain.Length];
        dice.Fill(body.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(body.AsSpan(0, NonceBytes), plain, body.AsSpan(NonceBytes + TagBytes), body.AsSpan(NonceBytes, TagBytes));
        await tables.Commit(Table, Partition, [Rows.Put(row, new WebexSecret(body), WebexTokenJson.Default.WebexSecret)], ct);
    }

    public void Dispose() => one.Dispose();

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Webex gives the service app no token ({Status}); check Webex:ClientId, Webex:ClientSecret and Webex:RefreshToken")]
        public static partial void Refused(ILogger log, int status);

        [LoggerMessage(2, LogLevel.Warning, "Webex does not answer when asked for a token: {Fault}")]
        public static partial void NoAnswer(ILogger log, string fault);
    }
}

sealed record WebexTokens(string Access, string Refresh, DateTimeOffset Until);

/// <param name="Body">Nonce, tag and the encrypted <see cref="WebexTokens"/>.</param>
sealed record WebexSecret(byte[] Body);

sealed record WebexGrant(
    [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] double ExpiresIn, [property: JsonPropertyName("refresh_token")] string? RefreshToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebexTokens))]
[JsonSerializable(typeof(WebexSecret))]
[JsonSerializable(typeof(WebexGrant))]
internal sealed partial class WebexTokenJson : JsonSerializerContext;
