using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Tables in Azure Table Storage. A table is made at its first write.
/// </summary>
/// <remarks>
/// Reads are tried again by the client; a commit never is. A second try of a commit that had arrived would meet its own rows and report a conflict
/// with itself. So an ambiguous fault is <see cref="StoreUnavailableException.MayHaveCommitted"/>, and the caller reads again and decides again.
/// </remarks>
public sealed class AzureTables : ITables, IScannedTables
{
    const int ServerPage = 1000;
    readonly TableServiceClient reading;
    readonly TableServiceClient writing;
    readonly string prefix;

    internal AzureTables(AzureClients clients, string prefix) => (reading, writing, this.prefix) = (clients.Reading, clients.Writing, prefix);

    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Table(table);
        if (!Guard.CanBeKey(partition) || !Guard.CanBeKey(key)) return null;
        try
        {
            var found = await reading.GetTableClient(prefix + table).GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: ct);
            return found.HasValue ? AzureColumns.Row(found.Value!) : null;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
    }

    public async ValueTask<IReadOnlyList<Row>> Query(string table, string partition, string prefix, string? after, int max, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Table(table);
        Guard.Page(max);
        if (!Guard.CanBeKey(partition) || !Guard.CanBeKey(prefix)) return [];
        var rows = new List<Row>();
        try
        {
            var client = reading.GetTableClient(this.prefix + table);
            await foreach (var entity in client.QueryAsync<TableEntity>(Filter(partition, prefix, after), Math.Min(max, ServerPage), cancellationToken: ct))
            {
                rows.Add(AzureColumns.Row(entity));
                if (rows.Count == max) break;
            }
            return rows;
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableNotFound)
        {
            return [];
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
    }

    public async ValueTask<Committed> Commit(string table, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Guard.Commit(table, partition, changes);
        if (changes.Count == 0) return new Committed.Done([]);
        var client = writing.GetTableClient(prefix + table);
        try
        {
            try
            {
                return await Submit(client, partition, changes, ct);
            }
            catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableNotFound)
            {
                await client.CreateIfNotExistsAsync(ct);
                return await Submit(client, partition, changes, ct);
            }
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: true);
        }
    }

    /// <summary>Page by page, partitions and keys in the service's order. Source: Microsoft Learn, "Querying tables and entities".</summary>
    public async IAsyncEnumerable<(string Table, Row Row)> Scan(string? table, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var name in table is null ? await Names(ct) : [table])
        {
            await using var entities = reading.GetTableClient(prefix + name).QueryAsync<TableEntity>(maxPerPage: ServerPage, cancellationToken: ct).GetAsyncEnumerator(ct);
            while (await Next(entities, ct)) yield return (name, AzureColumns.Row(entities.Current));
        }
    }

    /// <summary>The account's tables that begin with our prefix and go on in small letters, as all of ours do; the host's own begin with "Azure".</summary>
    async ValueTask<IReadOnlyList<string>> Names(CancellationToken ct)
    {
        var names = new List<string>();
        try
        {
            await foreach (var item in reading.QueryAsync(cancellationToken: ct))
                if (item.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && item.Name[prefix.Length..] is { Length: > 0 } rest && rest.All(char.IsAsciiLetterLower))
                    names.Add(rest);
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
        return [.. names.Order(StringComparer.Ordinal)];
    }

    static async Task<bool> Next(IAsyncEnumerator<TableEntity> entities, CancellationToken ct)
    {
        try
        {
            return await entities.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableNotFound)
        {
            return false;
        }
        catch (Exception e) when (AzureFaults.Are(e, ct))
        {
            throw AzureFaults.Told(e, writes: false);
        }
    }

    static async Task<Committed> Submit(TableClient client, string partition, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        try
        {
            // One change alone goes without the envelope of a transaction: less to send and to read.
            if (changes is [var only]) return await One(client, partition, only, ct);
            var responses = await client.SubmitTransactionAsync(changes.Select(change => Action(partition, change)), ct);
            return new Committed.Done([.. responses.Value.Select((response, i) => changes[i] is Change.Delete ? "" : ETagOf(response))]);
        }
        catch (TableTransactionFailedException e) when (IsConflict(e))
        {
            return new Committed.Conflict(changes[e.FailedTransactionActionIndex ?? 0].Key);
        }
        catch (RequestFailedException e) when (IsConflict(e))
        {
            return new Committed.Conflict(changes[0].Key);
        }
    }

    static async Task<Committed> One(TableClient client, string partition, Change change, CancellationToken ct)
    {
        var response = change switch
        {
            Change.Insert c => await client.AddEntityAsync(AzureColumns.Entity(partition, c.Key, c.Body), ct),
            Change.Replace c => await client.UpdateEntityAsync(AzureColumns.Entity(partition, c.Key, c.Body), new ETag(c.ETag), TableUpdateMode.Replace, ct),
            Change.Put c => await client.UpsertEntityAsync(AzureColumns.Entity(partition, c.Key, c.Body), TableUpdateMode.Replace, ct),
            Change.Delete c => await client.DeleteEntityAsync(partition, c.Key, new ETag(c.ETag), ct),
            _ => throw new ArgumentException("An unknown change."),
        };
        if (change is not Change.Delete) return new Committed.Done([ETagOf(response)]);
        return response.Status == 404 ? new Committed.Conflict(change.Key) : new Committed.Done([""]); // a single deletion does not throw for 404
    }

    static TableTransactionAction Action(string partition, Change change) => change switch
    {
        Change.Insert c => new(TableTransactionActionType.Add, AzureColumns.Entity(partition, c.Key, c.Body)),
        Change.Replace c => new(TableTransactionActionType.UpdateReplace, AzureColumns.Entity(partition, c.Key, c.Body), new ETag(c.ETag)),
        Change.Put c => new(TableTransactionActionType.UpsertReplace, AzureColumns.Entity(partition, c.Key, c.Body)),
        Change.Delete c => new(TableTransactionActionType.Delete, new TableEntity(partition, c.Key), new ETag(c.ETag)),
        _ => throw new ArgumentException("An unknown change."),
    };

    static bool IsConflict(RequestFailedException e) =>
        e.Status == 412 || e.ErrorCode == TableErrorCode.EntityAlreadyExists || e.ErrorCode == TableErrorCode.EntityNotFound || e.ErrorCode == TableErrorCode.ResourceNotFound;

    static string ETagOf(Response response) => response.Headers.ETag?.ToString() ?? throw new InvalidDataException("Azure answered a write without an ETag.");

    static string Filter(string partition, string prefix, string? after)
    {
        var filter = $"PartitionKey eq {Quoted(partition)}";
        if (after is not null && string.CompareOrdinal(after, prefix) >= 0) filter += $" and RowKey gt {Quoted(after)}";
        else if (prefix.Length > 0) filter += $" and RowKey ge {Quoted(prefix)}";
        return Keys.After(prefix) is { } end ? filter + $" and RowKey lt {Quoted(end)}" : filter;
    }

    static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
