using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ChuanKhuy.Core.Storage;

/// <summary>Blobs in one container of Azure Blob Storage, made at the first write. A replacement is one commit of its blocks.</summary>
public sealed class AzureBlobs : IBlobs
{
    readonly BlobContainerClient container;
    volatile bool made;

    internal AzureBlobs(AzureClients clients, string prefix) => container = clients.Blobs.GetBlobContainerClient(prefix + "files");

    public async ValueTask Put(string name, Stream content, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Blob(name);
        // Asked for before, since a stream cannot be sent a second time after "no such container".
        try
        {
            if (!made) await container.CreateIfNotExistsAsync(cancellationToken: ct);
            made = true;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
        try
        {
            await container.GetBlobClient(name).UploadAsync(content, overwrite: true, ct);
        }
        catch (Exception e) when (e is not IOException && AzureFaults.Are(e, ct)) // reading the content may fail on its own
        {
            throw AzureFaults.Told(e, writes: true);
        }
    }

    public async ValueTask<Stream?> Open(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Blob(name);
        try
        {
            return (await container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: ct)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
    }

    public async ValueTask<bool> Delete(string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Blob(name);
        try
        {
            return await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: ct);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: true);
        }
    }

    public async IAsyncEnumerable<string> List(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var names = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, ct).GetAsyncEnumerator(ct);
        while (await Next(names, ct)) yield return names.Current.Name;
    }

    static async Task<bool> Next(IAsyncEnumerator<BlobItem> names, CancellationToken ct)
    {
        try
        {
            return await names.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
    }
}
