namespace ChuanKhuy.Core.Storage;

/// <summary>Where everything is kept.</summary>
/// <param name="Kind">"Sqlite", "Azure" or "Memory" (which forgets at closing).</param>
/// <param name="Path">The SQLite file; the feedback file stands beside it.</param>
/// <param name="Connection">An Azure connection string, or the https address of a table service, used with the machine's own identity.</param>
/// <param name="Prefix">Begins the name of every table (letters and digits), queue and container, so that installations can share an account.</param>
public sealed record StoreSettings(string Kind, string Path, string? Connection, string Prefix = "");

/// <summary>An open store. Disposing it waits for the writes in line and closes the files.</summary>
public sealed class OpenStore(Store store, IWhole whole, string kind, Func<CancellationToken, ValueTask> ping, params IReadOnlyList<IAsyncDisposable> parts) : IAsyncDisposable
{
    public Store Store => store;

    /// <summary>All of it at once, past any hook.</summary>
    public IWhole Whole => whole;

    /// <summary>The folder of the files; null when it is not on a disk of ours.</summary>
    public string? Folder { get; init; }

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
    public static OpenStore Memory(TimeProvider time, Dice? dice = null)
    {
        var (tables, feedback, blobs) = (new MemoryTables(), new MemoryTables(), new MemoryBlobs());
        return new(new(tables, feedback, new MemoryQueues(time, dice), blobs), new ScannedWhole(tables, feedback, blobs), "memory", _ => default);
    }

    /// <summary>The SQLite files of these settings, held alone until the result is disposed; nobody has them open.</summary>
    /// <exception cref="StoreFaultException">Another program uses them.</exception>
    public static IDisposable Alone(StoreSettings settings)
    {
        var main = SqliteFile.Alone(Path.GetFullPath(settings.Path));
        try
        {
            return new Held(main, SqliteFile.Alone(FeedbackPath(Path.GetFullPath(settings.Path))));
        }
        catch
        {
            main?.Dispose();
            throw;
        }
    }

    /// <summary>Where the feedback file of a SQLite store stands.</summary>
    public static string FeedbackPath(string path) => Path.Combine(Path.GetDirectoryName(path)!, "feedback.db");

    sealed record Held(params IReadOnlyList<IDisposable?> Files) : IDisposable
    {
        public void Dispose()
        {
            foreach (var file in Files) file?.Dispose();
        }
    }

    static async ValueTask<OpenStore> Sqlite(string path, TimeProvider time, Dice dice)
    {
        var main = SqliteFile.Open(path);
        SqliteFile feedback;
        try
        {
            feedback = SqliteFile.Open(FeedbackPath(main.Path), SqliteOptions.Unordered);
        }
        catch
        {
            await main.DisposeAsync();
            throw;
        }
        var store = new Store(new SqliteTables(main, dice), new SqliteTables(feedback, dice), new SqliteQueues(main, time, dice), new SqliteBlobs(main));
        return new(store, new SqliteWhole(main, feedback), "sqlite", _ => Ping(main, feedback), main, feedback) { Folder = Path.GetDirectoryName(main.Path) };
    }

    static OpenStore Azure(string connection, string prefix)
    {
        if (prefix.Length > 20 || !prefix.All(char.IsAsciiLetterOrDigit) || prefix.Length > 0 && !char.IsAsciiLetter(prefix[0]))
            throw new StoreFaultException($"คำนำหน้า {prefix} ใช้ไม่ได้ ใช้ตัวอักษรอังกฤษและตัวเลขไม่เกิน 20 ตัว", $"The prefix {prefix} cannot be used; use up to 20 letters and digits.");
        var clients = AzureClients.From(connection);
        var (tables, small) = (new AzureTables(clients, prefix), prefix.ToLowerInvariant());
        async ValueTask Ping(CancellationToken ct) => await tables.Find("leases", "leases", "ping", ct);
        var blobs = new AzureBlobs(clients, small);
        return new(new(tables, tables, new AzureQueues(clients, small), blobs), new ScannedWhole(tables, null, blobs), "azure", Ping);
    }

    static ValueTask Ping(params ReadOnlySpan<SqliteFile> files)
    {
        foreach (var file in files) file.Read(session => session.Value("SELECT 1 FROM entities LIMIT 1"));
        return default;
    }
}
