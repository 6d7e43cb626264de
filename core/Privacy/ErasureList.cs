using System.Globalization;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>Somebody whose data was erased, or is to be: an id and a time, nothing else.</summary>
/// <param name="Done">When it was finished; null while it is not.</param>
public sealed record Erasure(string Person, DateTimeOffset Asked, DateTimeOffset? Done = null);

/// <summary>
/// Who was erased, so that a restored backup does not bring them back. Table "erasures" of the store, which a restore merges and never overwrites;
/// and, where the store is a file of ours, the list "erasures.txt" beside it, which is still there when the database is replaced. It holds ids only.
/// </summary>
public sealed class ErasureList(ITables tables, string? folder, TimeProvider time)
{
    public const string Table = "erasures";
    const string Partition = "erasures";
    const string Name = "erasures.txt";

    /// <summary>The list beside the files; null where the store is not on a disk of ours.</summary>
    public string? Path => folder is null ? null : System.IO.Path.Combine(folder, Name);

    public async Task<IReadOnlyList<Erasure>> All(CancellationToken ct)
    {
        var all = new List<Erasure>();
        await foreach (var row in tables.All(Table, Partition, "", ErasureJson.Default.Erasure, ct)) all.Add(row.Value);
        return all;
    }

    /// <summary>Before anything is erased: from now on no restored backup brings this person back.</summary>
    public async Task Begin(string person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await tables.Find(Table, Partition, person, ct) is null)
            await tables.Commit(Table, Partition, [Rows.Insert(person, new Erasure(person, now), ErasureJson.Default.Erasure)], ct);
        if (Path is not { } file || Read(file).Contains(person)) return;
        await File.AppendAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"{person} {now.UtcDateTime:yyyy-MM-dd}\n"), ct);
    }

    public async Task Finish(string person, CancellationToken ct)
    {
        var was = await tables.Find(Table, Partition, person, ErasureJson.Default.Erasure, ct);
        var now = time.GetUtcNow();
        await tables.Commit(Table, Partition, [Rows.Put(person, (was?.Value ?? new(person, now)) with { Done = now }, ErasureJson.Default.Erasure)], ct);
    }

    /// <summary>The ids in a list as it stands beside the files; none when there is no such file.</summary>
    public static IReadOnlySet<string> Read(string file) => File.Exists(file)
        ? File.ReadLines(file).Select(line => line.Split(' ', 2)[0].Trim()).Where(Ids.Valid).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Where the list stands beside the files in this folder.</summary>
    public static string In(string folder) => System.IO.Path.Combine(folder, Name);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Erasure))]
internal sealed partial class ErasureJson : JsonSerializerContext;
