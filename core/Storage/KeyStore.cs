using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace ChuanKhuy.Core.Storage;

/// <summary>A secret made by us, shared by every process. <paramref name="Id"/> says which of a purpose's keys it is.</summary>
public sealed record Key(string Id, byte[] Secret);

/// <summary>
/// Table "keys": partition = purpose, row = a key of 256 random bits. The newest key signs; older ones still prove what they signed.
/// The first use of a purpose makes its first key; of two processes that do so at once one wins.
/// </summary>
public sealed class KeyStore(ITables tables, Dice dice)
{
    const string Table = "keys";
    const int Bytes = 32;
    readonly ConcurrentDictionary<string, IReadOnlyList<Key>> known = new(StringComparer.Ordinal);

    /// <summary>The key that signs now.</summary>
    public async ValueTask<Key> Current(string purpose, CancellationToken ct) => (await All(purpose, false, ct))[^1];

    /// <summary>The key with this id, or null: it never was, or is no longer trusted. Another process may have made it a moment ago.</summary>
    public async ValueTask<Key?> Find(string purpose, string id, CancellationToken ct) =>
        (await All(purpose, false, ct)).FirstOrDefault(key => key.Id == id) ?? (await All(purpose, true, ct)).FirstOrDefault(key => key.Id == id);

    async ValueTask<IReadOnlyList<Key>> All(string purpose, bool fresh, CancellationToken ct)
    {
        if (!fresh && known.TryGetValue(purpose, out var cached)) return cached;
        while (true)
        {
            var keys = new List<Key>();
            await foreach (var row in tables.All(Table, purpose, "", KeyJson.Default.Key, ct)) keys.Add(row.Value);
            if (keys.Count > 0) return known[purpose] = keys;
            var secret = new byte[Bytes];
            dice.Fill(secret);
            await tables.Commit(Table, purpose, [Rows.Insert("k0001", new Key("k0001", secret), KeyJson.Default.Key)], ct);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Key))]
internal sealed partial class KeyJson : JsonSerializerContext;
