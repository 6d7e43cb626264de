using System.Security.Cryptography;
using System.Text;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Unguessable parts of addresses that say what they open: "name.key.signature". The signature has 128 bits in hexadecimal digits, which no chat takes for marks;
/// nothing is stored for an address, so it costs no row and cannot be found in one.
/// </summary>
public sealed class SignedNames(KeyStore keys)
{
    const int Bytes = 16;
    const int Longest = 300;

    /// <param name="purpose">Whose key signs; a token of one purpose is nothing for another.</param>
    /// <param name="name">Stands in the token, may hold dots.</param>
    /// <param name="with">What else is signed, and must be the same when the token is read.</param>
    public async ValueTask<string> Token(string purpose, string name, string with, CancellationToken ct) => Make(await keys.Current(purpose, ct), name, with);

    /// <summary>The name that a token claims; null when it has not a token's form. Nothing is proved by it.</summary>
    public static string? Name(string token) =>
        token.Length <= Longest && token.Split('.') is [.. var name, _, _] && name.Length > 0 && name.All(part => part.Length > 0) ? string.Join('.', name) : null;

    /// <summary>Whether the token is ours.</summary>
    public async ValueTask<bool> Proves(string purpose, string token, string with, CancellationToken ct) =>
        Name(token) is { } name && await keys.Find(purpose, token.Split('.')[^2], ct) is { } key
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Make(key, name, with)), Encoding.UTF8.GetBytes(token));

    static string Make(Key key, string name, string with) =>
        $"{name}.{key.Id}.{Convert.ToHexStringLower(HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes($"{name}|{with}")).AsSpan(0, Bytes))}";
}
