namespace ChuanKhuy.Core.Storage;

/// <summary>Where everything is kept.</summary>
/// <param name="Kind">"Sqlite", "Azure" or "Memory" (which forgets at closing).</param>
/// <param name="Path">The SQLite file; the feedback file stands beside it.</param>
/// <param name="Connection">An Azure connection string, or the https address of a table service, used with the machine's own identity.</param>
/// <param name="Prefix">Begins the name of every table (letters and digits), queue and container, so that installations can share an account.</param>
public sealed record StoreSettings(string Kind, string Path, string? Connection, string Prefix = "");

/// <summary>An open store. Disposing it waits for the writes in line and closes the files.</summary>
public sealed class OpenStore(Store store, string kind, Func<CancellationToken, ValueTask> ping, params IReadOnlyList<IAsyncDisposable> parts) : IAsyncDisposable
{
    public Store Store => store;

    /// <summary>"sqlite", "azure" or "memory".</summary>
    public string Kind => kind;

    /// <summary>Whether the store answers now.</summary>
    public async ValueTask<bool> Ping(CancellationToken ct)
    {
        try
        {
            await ping(ct);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreFaultException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts) await part.DisposeAsync();
    }
}

/// <summary>Opens the store that the settings name.</summary>
public static class Stores
{
    /// <exception cref="StoreFaultException">It cannot be used; with a sentence for people.</exception>
    public static async ValueTask<OpenStore> Open(StoreSettings settings, TimeProvider time, CancellationToken ct, Dice? dice = null)
    {
        ct.ThrowIfCancellationRequested();
        var opened = settings.Kind.ToUpperInvariant() switch
        {
            "SQLITE" => await Sqlite(settings.Path, time, dice ?? new SecureDice()),
            "AZURE" => Azure(settings.Connection ?? "", settings.Prefix),
            "MEMORY" => Memory(time, dice),
            _ => throw new StoreFaultException($"ไม่รู้จักที่เก็บข้อมูลชนิด {settings.Kind} ใช้ Sqlite หรือ Azure", $"There is no store of the kind {settings.Kind}; use Sqlite or Azure."),
        };
        return opened;
    }

    /// <summary>For the simulation: it lives as long as the object. Dice, when given, shuffle the queues.</summary>
    public static OpenStore Memory(TimeProvider time, Dice? dice = null) =>
        new(new(new MemoryTables(), new MemoryTables(), new MemoryQueues(time, dice), new MemoryBlobs()), "memory", _ => default);

    static async ValueTask<OpenStore> Sqlite(string path, TimeProvider time, Dice dice)
    {
        var main = SqliteFile.Open(path);
        var folder = Path.GetDirectoryName(main.Path)!;
        SqliteFile feedback;
        try
        {
            feedback = SqliteFile.Open(Path.Combine(folder, "feedback.db"), SqliteOptions.Unordered);
        }
        catch
        {
            await main.DisposeAsync();
            throw;
        }
        var store = new Store(new SqliteTables(main, dice), new SqliteTables(feedback, dice), new SqliteQueues(main, time, dice), new SqliteBlobs(main));
        return new(store, "sqlite", _ => Ping(main, feedback), main, feedback);
    }

    static OpenStore Azure(string connection, string prefix)
    {
        if (prefix.Length > 20 || !prefix.All(char.IsAsciiLetterOrDigit) || prefix.Length > 0 && !char.IsAsciiLetter(prefix[0]))
            throw new StoreFaultException($"คำนำหน้า {prefix} ใช้ไม่ได้ ใช้ตัวอักษรอังกฤษและตัวเลขไม่เกิน 20 ตัว", $"The prefix {prefix} cannot be used; use up to 20 letters and digits.");
        var clients = AzureClients.From(connection);
        var (tables, small) = (new AzureTables(clients, prefix), prefix.ToLowerInvariant());
        async ValueTask Ping(CancellationToken ct) => await tables.Find("leases", "leases", "ping", ct);
        return new(new(tables, tables, new AzureQueues(clients, small), new AzureBlobs(clients, small)), "azure", Ping);
    }

    static ValueTask Ping(params ReadOnlySpan<SqliteFile> files)
    {
        foreach (var file in files) file.Read(session => session.Value("SELECT 1 FROM entities LIMIT 1"));
        return default;
    }
}
