using ChuanKhuy.Bench;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Storage;

public sealed class AzureTablesTests : TablesContract
{
    protected override Task<OpenedStore> Open() => AzureStore.Open();
}

public sealed class AzureQueuesTests : QueuesContract
{
    protected override Task<OpenedStore> Open() => AzureStore.Open();
}

public sealed class AzureBlobsTests : BlobsContract
{
    protected override Task<OpenedStore> Open() => AzureStore.Open();
}

internal static class AzureStore
{
    public static async Task<OpenedStore> Open()
    {
        var opened = await (await Azurite.Shared).Open();
        return new(opened.Store, null, opened.DisposeAsync);
    }
}
