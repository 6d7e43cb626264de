using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Backup;

/// <summary>
/// The form of a backup: one line that names program and version, the pieces of the store in gzip, and at its end a SHA-256 of all that is before it.
/// The last piece says how much there is and what <see cref="StateHash"/> it has. Rows carry neither ETags nor times, so a feedback box is in it
/// exactly as it stands: three lists, each sorted on its own.
/// </summary>
public static class BackupFile
{
    public const int Version = 1;
    const string Name = "ChuanKhuy backup ";
    const byte RowKind = (byte)'R', BlobKind = (byte)'B', BytesKind = (byte)'C', EndKind = (byte)'Z';
    const int LongestLine = 64;

    /// <summary>What the file says of itself.</summary>
    public sealed record Summary(int Rows, int Blobs, byte[] State)
    {
        public string Code => Convert.ToHexStringLower(State)[..16];
    }

    /// <summary>Writes everything, piece by piece.</summary>
    /// <param name="written">Told the number of rows now and then.</param>
    public static async Task<Summary> Write(IAsyncEnumerable<Piece> pieces, Stream file, Action<int>? written, CancellationToken ct)
    {
        using var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var counted = new Summed(file, checksum);
        counted.Write(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}{Version}\n")));
        using var state = new StateHash();
        Summary summary;
        await using (var packed = new GZipStream(counted, CompressionLevel.Fastest, leaveOpen: true))
        await using (var writer = new BinaryWriter(packed, Encoding.UTF8, leaveOpen: true))
        {
            await foreach (var piece in pieces.WithCancellation(ct))
            {
                state.Add(piece);
                Put(writer, piece);
                if (piece is Piece.Entity && state.Rows % 1000 == 0) written?.Invoke(state.Rows);
            }
            summary = new(state.Rows, state.Blobs, state.Value());
            writer.Write(EndKind);
            writer.Write(summary.Rows);
            writer.Write(summary.Blobs);
            writer.Write(summary.State);
        }
        written?.Invoke(summary.Rows);
        await file.WriteAsync(checksum.GetHashAndReset(), ct);
        await file.FlushAsync(ct);
        return summary;
    }

    /// <summary>Reads the whole file once and says whether it is what was written.</summary>
    /// <exception cref="TroubleException">It is no backup, one of a newer version, or damaged.</exception>
    public static async Task Check(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        ReadHead(file);
        file.Position = 0;
        var left = file.Length - SHA256.HashSizeInBytes;
        using var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        while (left > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ct);
            if (read == 0) throw Damaged();
            checksum.AppendData(buffer.AsSpan(0, read));
            left -= read;
        }
        var told = new byte[SHA256.HashSizeInBytes];
        if (left < 0 || await file.ReadAtLeastAsync(told, told.Length, throwOnEndOfStream: false, ct) < told.Length
            || !CryptographicOperations.FixedTimeEquals(told, checksum.GetHashAndReset())) throw Damaged();
    }

    /// <summary>The pieces of a file that was checked; then <paramref name="end"/> is told what the file says of itself.</summary>
    public static IEnumerable<Piece> Read(Stream file, Action<Summary> end)
    {
        file.Position = 0;
        ReadHead(file);
        using var packed = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new BinaryReader(packed, Encoding.UTF8, leaveOpen: true);
        while (true)
            switch (reader.ReadByte())
            {
                case RowKind:
                    var (table, partition, key) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
                    yield return new Piece.Entity(table, new(partition, key, "", reader.ReadBytes(reader.ReadInt32())));
                    break;
                case BlobKind:
                    yield return new Piece.Blob(reader.ReadString());
                    break;
                case BytesKind:
                    yield return new Piece.Bytes(reader.ReadBytes(reader.ReadInt32()));
                    break;
                case EndKind:
                    end(new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadBytes(SHA256.HashSizeInBytes)));
                    yield break;
                default:
                    throw Damaged();
            }
    }

    static void Put(BinaryWriter writer, Piece piece)
    {
        switch (piece)
        {
            case Piece.Entity(var table, var row):
                writer.Write(RowKind);
                writer.Write(table);
                writer.Write(row.Partition);
                writer.Write(row.Key);
                Put(writer, row.Body);
                break;
            case Piece.Blob(var name):
                writer.Write(BlobKind);
                writer.Write(name);
                break;
            case Piece.Bytes(var content):
                writer.Write(BytesKind);
                Put(writer, content);
                break;
        }
    }

    static void Put(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }

    static void ReadHead(Stream file)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine && file.ReadByte() is >= 0 and not '\n' and var c) line.Append((char)c);
        var text = line.ToString();
        if (!text.StartsWith(Name, StringComparison.Ordinal) || !int.TryParse(text.AsSpan(Name.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version))
            throw new TroubleException("ไฟล์นี้ไม่ใช่ไฟล์สำรองของชวนคุย", "This file is no backup of ChuanKhuy.");
        if (version > Version)
            throw new TroubleException("ไฟล์สำรองนี้สร้างโดยชวนคุยรุ่นใหม่กว่า ใช้โปรแกรมรุ่นล่าสุดกู้คืน", "This backup was made by a newer version of ChuanKhuy; restore it with that version.");
    }

    static TroubleException Damaged() => new(
        "ไฟล์สำรองเสียหายหรือไม่ครบ ยังไม่ได้เก็บอะไรลงไป ใช้ไฟล์สำรองอื่น", "The backup is damaged or incomplete; nothing was stored. Use another backup.");

    /// <summary>Adds up what passes on its way to the file.</summary>
    sealed class Summed(Stream inner, IncrementalHash sum) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            sum.AppendData(buffer);
            inner.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            sum.AppendData(buffer.Span);
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
