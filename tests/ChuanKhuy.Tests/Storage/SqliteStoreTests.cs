using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Storage;

public sealed class SqliteTablesTests : TablesContract
{
    protected override Task<OpenedStore> Open() => SqliteStore.Open();
}

/// <summary>The feedback file keeps the same promises with its other journal.</summary>
public sealed class SqliteFeedbackTests : TablesContract
{
    protected override async Task<OpenedStore> Open()
    {
        var opened = await SqliteStore.Open();
        return opened with { Store = opened.Store with { Tables = opened.Store.Feedback } };
    }
}

public sealed class SqliteQueuesTests : TimedQueuesContract
{
    protected override Task<OpenedStore> Open() => SqliteStore.Open();
}

public sealed class SqliteBlobsTests : BlobsContract
{
    protected override Task<OpenedStore> Open() => SqliteStore.Open();
}

internal static class SqliteStore
{
    public static async Task<OpenedStore> Open()
    {
        var folder = new Folder();
        var clock = new FakeTimeProvider();
        var opened = await Stores.Open(new("Sqlite", folder.File("chuankhuy.db"), null), clock, Given.Now);
        return new(opened.Store, clock.Advance, async () =>
        {
            await opened.DisposeAsync();
            folder.Dispose();
        });
    }
}

/// <summary>A folder that goes away with its test.</summary>
internal sealed class Folder : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chuankhuy-");

    public string Path => folder.FullName;

    public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
