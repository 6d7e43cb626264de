using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChuanKhuy.Bot.Channels.Teams;

/// <summary>What the token of a request comes to.</summary>
public abstract record TokenReading
{
    /// <summary>The Bot Framework signed it for us. What it says about one activity is still to be compared with that activity.</summary>
    public sealed record Genuine(string? ServiceUrl, IReadOnlySet<string> Endorsements) : TokenReading;

    /// <param name="Why">For the log alone.</param>
    public sealed record Refused(string Why) : TokenReading;

    /// <summary>Nothing can be proved, because the signing keys could never be fetched: the platform may try again.</summary>
    public sealed record NoKeys : TokenReading;
}

/// <summary>
/// Proves that a request comes from the Bot Framework. Source: learn.microsoft.com, "Authenticate requests with the Bot Connector API",
/// sections on requests from the connector to the bot. A token that was proved is remembered until it ends or the keys change.
/// </summary>
public sealed class TeamsTokens(TeamsSettings settings, OpenIdKeys keys, TimeProvider time)
{
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    const int MostRemembered = 2000;
    const int LongestToken = 16 * 1024;

    readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    readonly ConditionalWeakTable<EndorsedKey, TokenValidationParameters> rules = [];
    readonly ConcurrentDictionary<string, Proved> proved = new(StringComparer.Ordinal);

    sealed record Proved(TokenReading.Genuine Reading, DateTimeOffset Ends, KeySet By);

    public async ValueTask<TokenReading> Read(StringValues authorization, CancellationToken ct)
    {
        if (authorization.Count != 1 || authorization[0] is not { } header) return new TokenReading.Refused("header");
        var parts = header.Split(' ');
        if (parts.Length != 2 || !parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase) || parts[1].Length is 0 or > LongestToken)
            return new TokenReading.Refused("header");
        var text = parts[1];
        if (proved.TryGetValue(text, out var known))
        {
            if (time.GetUtcNow() < known.Ends && ReferenceEquals(known.By, keys.Current)) return known.Reading;
            proved.TryRemove(text, out _);
        }
        return await Prove(text, ct);
    }

    async ValueTask<TokenReading> Prove(string text, CancellationToken ct)
    {
        JsonWebToken token;
        try
        {
            token = new(text);
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException)
        {
            return new TokenReading.Refused("form");
        }
        if (token.Kid is not { Length: > 0 } kid) return new TokenReading.Refused("kid");
        if (await keys.Load(kid, ct) is not { } set) return new TokenReading.NoKeys();
        if (!set.ById.TryGetValue(kid, out var key)) return new TokenReading.Refused("kid");
        var result = await handler.ValidateTokenAsync(token, rules.GetValue(key, made => Rules(made.Key)));
        if (!result.IsValid) return new TokenReading.Refused(result.Exception?.GetType().Name ?? "invalid");
        var genuine = new TokenReading.Genuine(ServiceUrl(token), key.Endorsements);
        if (proved.Count >= MostRemembered) proved.Clear();
        proved[text] = new(genuine, new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew, set);
        return genuine;
    }

    TokenValidationParameters Rules(SecurityKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.AppId,
        IssuerSigningKey = key,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && time.GetUtcNow().UtcDateTime < end + Skew && (notBefore is not { } start || time.GetUtcNow().UtcDateTime >= start - Skew),
    };

    /// <summary>The claim is written `serviceurl`, in the documents also `serviceUrl`.</summary>
    static string? ServiceUrl(JsonWebToken token) =>
        token.Claims.FirstOrDefault(claim => claim.Type.Equals("serviceurl", StringComparison.OrdinalIgnoreCase))?.Value;
}
