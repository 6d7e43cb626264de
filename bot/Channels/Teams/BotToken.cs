using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>The bot's own token for the connector, or for another service of Microsoft: one request for it at a time, kept until five minutes before it ends.</summary>
public sealed partial class BotToken(TeamsSettings settings, TeamsHttp http, TimeProvider time, ILogger<BotToken> log, string scope = TeamsSettings.Scope) : IDisposable
{
    static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    readonly TokenRequestContext wanted = new([scope]);

    readonly SemaphoreSlim one = new(1, 1);
    TokenCredential? credential;
    AccessToken held;
    DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <summary>Whether the last request was answered with a refusal, which only other settings can mend.</summary>
    public bool Refused { get; private set; }

    /// <summary>The token, or how long to wait because there is none. A refusal is a fault of the settings: it is reported and not tried again for five minutes.</summary>
    /// <returns>Neither in the Agents Playground, which wants none.</returns>
    public async ValueTask<(string? Token, TimeSpan? Wait)> Get(CancellationToken ct)
    {
        if (settings.Playground) return default;
        if (Usable) return (held.Token, null);
        await one.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            if (Usable) return (held.Token, null);
            if (now < notBefore) return (null, notBefore - now);
            using var timeout = new CancellationTokenSource(Patience, time);
            try
            {
                held = await (credential ??= Credential()).GetTokenAsync(wanted, timeout.Token);
                return (held.Token, null);
            }
            catch (Exception fault) when (fault is AuthenticationFailedException or HttpRequestException or IOException or OperationCanceledException or JsonException or CryptographicException)
            {
                var refused = Refused = fault is AuthenticationFailedException or CryptographicException;
                if (refused) Log.Refused(log, fault.Message);
                else Log.NoAnswer(log, fault.GetType().Name);
                notBefore = now + (refused ? AfterRefusal : AfterFailure);
                return (null, notBefore - now);
            }
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The connector refused this token: the next one is fetched anew.</summary>
    public void Drop(string token)
    {
        if (held.Token == token) held = default;
    }

    /// <summary>What the settings name: a secret, a certificate file, or the managed identity of the machine.</summary>
    TokenCredential Credential() => settings switch
    {
        { Secret: { } secret } => new SecretCredential(settings.TokenEndpoint, settings.AppId, secret, http.Client, time),
        { Certificate: { } file } => new ClientCertificateCredential(settings.TenantId, settings.AppId, X509CertificateLoader.LoadPkcs12FromFile(file, settings.CertificatePassword)),
        { ManagedIdentity: false } => throw new AuthenticationFailedException("no credential is set"),
        _ => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(settings.AppId)),
    };

    public void Dispose() => one.Dispose();

    bool Usable => held.Token is not null && time.GetUtcNow() < held.ExpiresOn - Early;

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "Microsoft gives the bot no token; check the app id, tenant and secret under Teams or Graph: {Reason}")]
        public static partial void Refused(ILogger log, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The token endpoint does not answer: {Fault}")]
        public static partial void NoAnswer(ILogger log, string fault);
    }
}

/// <summary>
/// OAuth 2.0 client credentials with a secret, at an address that the settings choose.
/// Source: learn.microsoft.com, "Microsoft identity platform and the OAuth 2.0 client credentials flow".
/// </summary>
sealed class SecretCredential(Uri endpoint, string client, string secret, HttpMessageInvoker http, TimeProvider time) : TokenCredential
{
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret, ["scope"] = string.Join(' ', requestContext.Scopes),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = form };
        using var response = await http.SendAsync(request, cancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var answer = body.RootElement;
        if (!response.IsSuccessStatusCode && (int)response.StatusCode < 500 && JsonText.Find(answer, "error") is { } error and not "temporarily_unavailable")
            throw new AuthenticationFailedException(error);
        if (!response.IsSuccessStatusCode || JsonText.Find(answer, "access_token") is not { Length: > 0 } token)
            throw new HttpRequestException("No token in the answer.", null, response.StatusCode);
        var seconds = answer.TryGetProperty("expires_in", out var life) && life.TryGetInt32(out var number) ? number : 3600;
        return new(token, time.GetUtcNow().AddSeconds(seconds));
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing here waits for a token without awaiting it.");
}
