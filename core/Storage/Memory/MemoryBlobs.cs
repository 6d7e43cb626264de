using System.Runtime.CompilerServices;

namespace ChuanKhuy.Core.Storage;

/// <summary>Blobs in memory, for the simulation.</summary>
public sealed class MemoryBlobs : IBlobs
{
    readonly SortedDictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    public async ValueTask Put(string name, Stream content, CancellationToken ct)
    {
        Guard.Blob(name);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, ct);
        lock (gate) blobs[name] = copy.ToArray();
    }

    public ValueTask<Stream?> Open(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Blob(name);
        lock (gate) return new(blobs.TryGetValue(name, out var bytes) ? new MemoryStream(bytes, writable: false) : null);
    }

    public ValueTask<bool> Delete(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Blob(name);
        lock (gate) return new(blobs.Remove(name));
    }

    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        List<string> names;
        lock (gate) names = [.. blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
        foreach (var name in names)
        {
            ct.ThrowIfCancellationRequested();
            yield return name;
        }
        await ValueTask.CompletedTask;
    }
}
