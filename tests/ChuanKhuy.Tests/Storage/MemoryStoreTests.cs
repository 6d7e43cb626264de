using ChuanKhuy.Core.Storage;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Storage;

public sealed class MemoryTablesTests : TablesContract
{
    protected override Task<OpenedStore> Open() => MemoryStore.Open();
}

public sealed class MemoryQueuesTests : TimedQueuesContract
{
    protected override Task<OpenedStore> Open() => MemoryStore.Open();
}

public sealed class MemoryBlobsTests : BlobsContract
{
    protected override Task<OpenedStore> Open() => MemoryStore.Open();
}

internal static class MemoryStore
{
    public static Task<OpenedStore> Open()
    {
        var clock = new FakeTimeProvider();
        var opened = Stores.Memory(clock);
        return Task.FromResult(new OpenedStore(opened.Store, clock.Advance, opened.DisposeAsync));
    }
}
