using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core.Import;

namespace ChuanKhuy.Core.People;

/// <summary>
/// The proof that somebody may be a person: their id, and a secret that only its holder knows. A one-time link carries 128 random bits,
/// a signed-in browser 256. What is stored is <see cref="Hash"/>, so a copy of the store opens no door.
/// </summary>
public sealed record SignInTicket(string Person, string Secret)
{
    const int LinkBytes = 16;
    const int BrowserBytes = 32;
    static readonly int[] Lengths = [22, 43];

    /// <summary>"p001.Xq…", made of letters, digits, '-', '_' and '.' only: it stands in addresses and cookies.</summary>
    public string Text => $"{Person}.{Secret}";

    public static SignInTicket NewLink(string person, Dice dice) => new(person, Random(LinkBytes, dice));

    public static SignInTicket NewBrowser(string person, Dice dice) => new(person, Random(BrowserBytes, dice));

    /// <summary>False when the text cannot be a ticket of ours; whether it is one, the store knows.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out SignInTicket? ticket)
    {
        ticket = null;
        if (text is null || text.LastIndexOf('.') is not (> 0 and var dot)) return false;
        var (person, secret) = (text[..dot], text[(dot + 1)..]);
        if (!Ids.Valid(person) || !Lengths.Contains(secret.Length) || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return false;
        ticket = new(person, secret);
        return true;
    }

    internal string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    // Never in a log by accident.
    public override string ToString() => $"{Person}.…";

    static string Random(int count, Dice dice)
    {
        Span<byte> bytes = stackalloc byte[count];
        dice.Fill(bytes);
        return System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
