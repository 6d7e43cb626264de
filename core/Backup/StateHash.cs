using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Backup;

/// <summary>
/// One number for everything that is stored, the same on every kind of store: the sum of a SHA-256 for each row and each blob. A sum, because stores
/// give their partitions out in different orders. What has no meaning outside of a running program (ETags, times of the service, leases) is not in it.
/// </summary>
public sealed class StateHash : IDisposable
{
    readonly byte[] sum = new byte[SHA256.HashSizeInBytes];
    readonly IncrementalHash blob = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    bool open;

    public int Rows { get; private set; }

    public int Blobs { get; private set; }

    public static async Task<StateHash> Of(IWhole whole, CancellationToken ct)
    {
        var hash = new StateHash();
        await foreach (var piece in whole.Read(ct))
            if (Backups.Belongs(piece)) hash.Add(piece);
        return hash;
    }

    public void Add(Piece piece)
    {
        switch (piece)
        {
            case Piece.Entity { Table: ErasureTable }: // merged, not copied
                break;
            case Piece.Entity(var table, var row):
                Rows++;
                Sum(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{table}\0{row.Partition}\0{row.Key}\0"), .. Canonical(row.Body)]));
                break;
            case Piece.Blob(var name):
                Close();
                (open, Blobs) = (true, Blobs + 1);
                blob.AppendData(Encoding.UTF8.GetBytes($"{name}\0"));
                break;
            case Piece.Bytes(var content):
                blob.AppendData(content.Span);
                break;
        }
    }

    /// <summary>32 bytes; nothing may be added afterwards.</summary>
    public byte[] Value()
    {
        Close();
        return [.. sum];
    }

    public override string ToString() => Convert.ToHexStringLower(Value())[..16];

    public void Dispose() => blob.Dispose();

    const string ErasureTable = Privacy.ErasureList.Table;

    void Close()
    {
        if (open) Sum(blob.GetHashAndReset());
        open = false;
    }

    void Sum(ReadOnlySpan<byte> hash)
    {
        var carry = 0;
        for (var i = 0; i < sum.Length; i++)
        {
            carry += sum[i] + hash[i];
            sum[i] = (byte)carry;
            carry >>= 8;
        }
    }

    /// <summary>Columns in order of their names and every text written in one way, because a store may give them back otherwise.</summary>
    static ReadOnlySpan<byte> Canonical(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var bytes = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            foreach (var column in document.RootElement.EnumerateObject().OrderBy(column => column.Name, StringComparer.Ordinal)) column.WriteTo(json);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan;
    }

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
