namespace ChuanKhuy.Core.Storage;

/// <summary>Files by name ("transcripts/S-2570-01.vtt"), with the semantics of block blobs.</summary>
public interface IBlobs
{
    /// <summary>Stores or replaces the whole content; a failed call leaves the former content.</summary>
    ValueTask Put(string name, Stream content, CancellationToken ct);

    /// <summary>The content from its beginning, or null when there is none. The caller disposes it.</summary>
    ValueTask<Stream?> Open(string name, CancellationToken ct);

    /// <summary>False when there was none.</summary>
    ValueTask<bool> Delete(string name, CancellationToken ct);

    /// <summary>Names that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    IAsyncEnumerable<string> List(string prefix, CancellationToken ct);
}
