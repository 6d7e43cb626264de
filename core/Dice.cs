using System.Security.Cryptography;

namespace ChuanKhuy.Core;

/// <summary>The one source of random numbers, so that a simulation can replay a seed.</summary>
public abstract class Dice
{
    /// <summary>Fills with uniformly random bytes.</summary>
    public abstract void Fill(Span<byte> bytes);

    /// <summary>An unguessable id of 128 bits: 22 letters, digits, '-' and '_', safe in addresses and keys.</summary>
    public string Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>A uniform number from 0 (included) to 1 (excluded), for jitter.</summary>
    public double Unit()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>The operating system's generator.</summary>
public sealed class SecureDice : Dice
{
    public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
