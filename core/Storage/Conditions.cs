using System.Runtime.InteropServices;

namespace ChuanKhuy.Core.Storage;

/// <summary>What a change asks of the stored row, for the stores that look for themselves.</summary>
internal static class Conditions
{
    /// <param name="change">The change.</param>
    /// <param name="stored">The stored row's ETag; null when there is none.</param>
    public static bool Hold(Change change, string? stored) => change switch
    {
        Change.Insert => stored is null,
        Change.Replace replace => stored == replace.ETag,
        Change.Delete delete => stored == delete.ETag,
        _ => true,
    };

    /// <summary>The new content; null for a deletion.</summary>
    public static ReadOnlyMemory<byte>? Body(Change change) => change switch
    {
        Change.Insert insert => insert.Body,
        Change.Replace replace => replace.Body,
        Change.Put put => put.Body,
        _ => default(ReadOnlyMemory<byte>?), // a bare null would become an empty body
    };

    /// <summary>The bytes as an array, without a copy where they are one already.</summary>
    public static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : bytes.ToArray();
}
