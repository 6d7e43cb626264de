using System.Text;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Storage;

/// <summary>What <see cref="IBlobs"/> promises, asked of every store.</summary>
public abstract class BlobsContract : IAsyncLifetime
{
    OpenedStore opened = null!;

    protected abstract Task<OpenedStore> Open();

    IBlobs Blobs => opened.Blobs;

    public async Task InitializeAsync() => opened = await Open();

    public async Task DisposeAsync() => await opened.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(5 * 1024 * 1024)]
    public async Task A_blob_comes_back_as_it_was(int size)
    {
        var bytes = Bytes(size, 7);
        await Blobs.Put("transcripts/S-2570-01.vtt", new MemoryStream(bytes), Given.Now);
        Assert.Equal(bytes, await Read("transcripts/S-2570-01.vtt"));
    }

    [Fact]
    public async Task A_stream_that_gives_little_at_a_time_is_read_to_its_end()
    {
        var bytes = Bytes(300_000, 3);
        await Blobs.Put("slow", new Trickle(bytes), Given.Now);
        Assert.Equal(bytes, await Read("slow"));
    }

    [Fact]
    public async Task What_is_not_there_is_neither_opened_nor_deleted()
    {
        Assert.Null(await Blobs.Open("none", Given.Now));
        Assert.False(await Blobs.Delete("none", Given.Now));
        Assert.Empty(await List(""));
    }

    [Fact]
    public async Task A_blob_is_replaced_as_a_whole()
    {
        await Blobs.Put("a", new MemoryStream(Bytes(600_000, 1)), Given.Now);
        await Blobs.Put("a", new MemoryStream("สั้น"u8.ToArray()), Given.Now);
        Assert.Equal("สั้น", Encoding.UTF8.GetString((await Read("a"))!));
    }

    [Fact]
    public async Task A_failed_replacement_leaves_the_former_content()
    {
        var bytes = Bytes(600_000, 1);
        await Blobs.Put("a", new MemoryStream(bytes), Given.Now);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Blobs.Put("a", new Trickle(Bytes(400_000, 2), breaks: true), Given.Now));
        Assert.Equal(bytes, await Read("a"));
    }

    [Fact]
    public async Task What_was_opened_before_a_replacement_is_not_a_mixture()
    {
        await Blobs.Put("a", new MemoryStream(Bytes(3_000_000, 1)), Given.Now);
        await using var old = (await Blobs.Open("a", Given.Now))!;
        await Blobs.Put("a", new MemoryStream(Bytes(3_000_000, 2)), Given.Now);
        using var copy = new MemoryStream();
        await old.CopyToAsync(copy);
        Assert.Equal(Bytes(3_000_000, 1), copy.ToArray());
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        await Blobs.Put("a", new MemoryStream(Bytes(10, 1)), Given.Now);
        Assert.True(await Blobs.Delete("a", Given.Now));
        Assert.Null(await Blobs.Open("a", Given.Now));
        Assert.Empty(await List(""));
    }

    [Fact]
    public async Task A_list_is_in_order_and_keeps_to_its_prefix()
    {
        string[] names = ["a", "a/1", "a/10", "a/2", "b'c", "transcripts/ไชยา 🌊.vtt", "z%20"];
        foreach (var name in names.Reverse()) await Blobs.Put(name, Stream.Null, Given.Now);
        Assert.Equal(names, await List(""));
        Assert.Equal(["a/1", "a/10", "a/2"], await List("a/"));
        Assert.Equal(["transcripts/ไชยา 🌊.vtt"], await List("transcripts/ไช"));
        Assert.Equal(["b'c"], await List("b'"));
        Assert.Empty(await List("c"));
        Assert.NotNull(await Read("transcripts/ไชยา 🌊.vtt"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a.")]
    [InlineData("a\nb")]
    public async Task A_name_that_would_not_come_back_is_refused(string name) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Blobs.Put(name, Stream.Null, Given.Now));

    async Task<byte[]?> Read(string name)
    {
        await using var content = await Blobs.Open(name, Given.Now);
        if (content is null) return null;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    async Task<string[]> List(string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Blobs.List(prefix, Given.Now)) names.Add(name);
        return [.. names];
    }

    static byte[] Bytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives at most 1,000 bytes at a time, and may break at the end.</summary>
    sealed class Trickle(byte[] bytes, bool breaks = false) : Stream
    {
        int at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (at == bytes.Length && breaks) throw new InvalidDataException("The sender broke off.");
            var give = Math.Min(Math.Min(count, 1000), bytes.Length - at);
            bytes.AsSpan(at, give).CopyTo(buffer.AsSpan(offset));
            at += give;
            return give;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
