using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ChuanKhuy.Core.Storage;

/// <summary>The clients of one storage account, over one pool of connections.</summary>
internal sealed record AzureClients(TableServiceClient Reading, TableServiceClient Writing, QueueServiceClient Queues, BlobServiceClient Blobs)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    /// <param name="connection">A connection string, or the https address of a table service (queue and blob stand beside it).</param>
    /// <exception cref="StoreFaultException">It is neither.</exception>
    public static AzureClients From(string connection)
    {
        try
        {
            return connection.Contains("://", StringComparison.Ordinal) && !connection.Contains('=', StringComparison.Ordinal)
                ? ByIdentity(new(connection)) : ByConnection(connection);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StoreFaultException("Storage:Connection ไม่ถูกต้อง กรุณาคัดลอกจากพอร์ทัลของ Azure อีกครั้ง", "Storage:Connection cannot be read; copy it from the Azure portal again.", e);
        }
    }

    /// <summary>The address of another service of the same account: "x.table.core.windows.net" has its queues at "x.queue.core.windows.net".</summary>
    internal static Uri Beside(Uri table, string service)
    {
        var host = table.Host.Split('.');
        if (table.Scheme != Uri.UriSchemeHttps || host.Length < 3 || host[1] != "table") throw new FormatException("No https address of a table service.");
        host[1] = service;
        return new UriBuilder(table) { Host = string.Join('.', host) }.Uri;
    }

    static AzureClients ByIdentity(Uri table)
    {
        var (queues, blobs) = (Beside(table, "queue"), Beside(table, "blob"));
        var identity = new DefaultAzureCredential();
        return new(new(table, identity, Reads()), new(table, identity, Writes()), new(queues, identity, Messages()), new(blobs, identity, Tried(new BlobClientOptions(), 2)));
    }

    static AzureClients ByConnection(string connection) =>
        new(new(connection, Reads()), new(connection, Writes()), new(connection, Messages()), new(connection, Tried(new BlobClientOptions(), 2)));

    static TableClientOptions Reads() => Tried(new TableClientOptions(), 2);

    static TableClientOptions Writes() => Tried(new TableClientOptions(), 0);

    static QueueClientOptions Messages() => Tried(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }, 2);

    static T Tried<T>(T options, int again) where T : ClientOptions
    {
        options.Transport = HttpClientTransport.Shared;
        options.Retry.MaxRetries = again;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = patience;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsLoggingContentEnabled = false;
        return options;
    }
}
