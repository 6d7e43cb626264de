using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace ChuanKhuy.Bot.Channels;

/// <summary>
/// Proves that a delivery comes from Webex: the header X-Spark-Signature is the HMAC-SHA1 of the raw body with the webhook's secret, in hex
/// (developer.webex.com, "Webhooks", section "Handling Requests from Webex").
/// </summary>
static class WebexSignature
{
    public const string Header = "X-Spark-Signature";

    /// <summary>Upper and lower case hex alike; anything but exactly 40 digits in one header is no signature.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Webex signs with SHA-1; what a delivery says is fetched again with our token.")]
    public static bool Proves(StringValues header, ReadOnlySpan<byte> body, string secret)
    {
        Span<byte> given = stackalloc byte[HMACSHA1.HashSizeInBytes];
        return header is [{ Length: HMACSHA1.HashSizeInBytes * 2 } hex]
            && Convert.FromHexString(hex, given, out _, out _) is OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));
    }
}
