using System.Text;
using ChuanKhuy.Bench;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Backup;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Backups;

using Backups = Core.Backup.Backups;

/// <summary>Everything into one file and back, on every kind of store; and what a restore refuses.</summary>
public sealed class BackupTests : IDisposable
{
    static readonly CancellationToken ct = CancellationToken.None;
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task From_memory_to_SQLite_to_Azurite_and_back_it_is_the_same()
    {
        await using var memory = Stores.Memory(TimeProvider.System);
        await Fill(memory.Store);
        using var state = await StateHash.Of(memory.Whole, ct);
        var first = state.Value();
        Assert.True(state.Rows > 300);
        Assert.Equal(3, state.Blobs);
        await using var sqlite = await Files("one");
        await using var azure = await (await Azurite.Shared).Open();
        await using var back = Stores.Memory(TimeProvider.System);
        foreach (var (from, to) in new[] { (memory, sqlite), (sqlite, azure), (azure, back) })
        {
            await Backups.Restore(to, await Copy(from), null, ct);
            using var now = await StateHash.Of(to.Whole, ct);
            Assert.Equal(first, now.Value());
        }
        var box = BoxRow.Read((await back.Store.Feedback.Find("feedback", "s1", "box|0000", ct))!).Value;
        Assert.Equal(20, box.Who.Count);
        Assert.Equal(box.Comments.Order(StringComparer.Ordinal), box.Comments);
        Assert.Null(await back.Store.Tables.Find("leases", "leases", "sender", ct));
        using var text = new StreamReader((await back.Store.Blobs.Open("transcripts/d1", ct))!);
        Assert.Equal(new string('ก', 300_000), await text.ReadToEndAsync(ct));
    }

    [Fact]
    public async Task One_more_letter_is_another_state()
    {
        await using var memory = Stores.Memory(TimeProvider.System);
        await Fill(memory.Store);
        using var before = await StateHash.Of(memory.Whole, ct);
        await memory.Store.Tables.Commit("things", "p", [Given.Put("row0001", """{"text":"สวัสดีค"}""")], ct);
        using var after = await StateHash.Of(memory.Whole, ct);
        Assert.NotEqual(before.Value(), after.Value());
    }

    [Theory]
    [InlineData("bit")]
    [InlineData("cut")]
    [InlineData("longer")]
    [InlineData("newer")]
    [InlineData("other")]
    [InlineData("empty")]
    public async Task A_file_that_is_not_whole_or_not_ours_stores_nothing(string fault)
    {
        await using var memory = Stores.Memory(TimeProvider.System);
        await Fill(memory.Store);
        var bytes = (await Copy(memory)).ToArray();
        var (broken, thai) = fault switch
        {
            "bit" => ([.. bytes[..(bytes.Length / 2)], (byte)(bytes[bytes.Length / 2] ^ 1), .. bytes[(bytes.Length / 2 + 1)..]], "เสียหาย"),
            "cut" => (bytes[..^100], "เสียหาย"),
            "longer" => ([.. bytes, 0], "เสียหาย"),
            "newer" => ([.. "ChuanKhuy backup 2\n"u8, .. bytes[19..]], "รุ่นใหม่กว่า"),
            "other" => ([.. Enumerable.Repeat((byte)'x', 500)], "ไม่ใช่ไฟล์สำรอง"),
            _ => (Array.Empty<byte>(), "ไม่ใช่ไฟล์สำรอง"),
        };
        await using var target = Stores.Memory(TimeProvider.System);
        var refused = await Assert.ThrowsAsync<TroubleException>(() => Backups.Restore(target, new MemoryStream(broken), null, ct));
        Assert.Contains(thai, refused.Thai, StringComparison.Ordinal);
        await foreach (var piece in target.Whole.Read(ct)) Assert.Fail($"{piece} was stored");
    }

    [Fact]
    public async Task Only_into_an_empty_store_or_on_with_the_same_file()
    {
        await using var memory = Stores.Memory(TimeProvider.System);
        await Fill(memory.Store);
        var file = await Copy(memory);
        await memory.Store.Tables.Commit("things", "p", [Given.Put("later")], ct);
        var other = await Copy(memory);

        await using var target = Stores.Memory(TimeProvider.System);
        var writes = 0;
        var dies = new OpenStore(
            target.Store.Through((call, _) => call is { Operation: StorageOperation.Commit, Done: false } && ++writes == 3 ? throw new StoreUnavailableException("gone", false) : default), target.Whole, "memory", _ => default);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Backups.Restore(dies, file, null, ct));
        Assert.Contains("มีข้อมูลอยู่แล้ว", (await Assert.ThrowsAsync<TroubleException>(() => Backups.Restore(target, other, null, ct))).Thai, StringComparison.Ordinal);
        var done = await Backups.Restore(target, file, null, ct);
        using var state = await StateHash.Of(target.Whole, ct);
        Assert.Equal(done.State, state.Value());
        await Assert.ThrowsAsync<TroubleException>(() => Backups.Restore(target, file, null, ct));
    }

    [Fact]
    public async Task Beside_a_writer_it_is_one_moment()
    {
        await using var store = await Files("two");
        await Fill(store.Store);
        using var before = await StateHash.Of(store.Whole, ct);
        var pieces = new List<Piece>();
        using var seen = new StateHash();
        await foreach (var piece in store.Whole.Read(ct))
        {
            if (pieces.Count == 5)
            {
                await store.Store.Tables.Commit("things", "z", [Given.Put("while it is read")], ct);
                await store.Store.Tables.Commit("things", "p", [Given.Put("row0250", """{"n":-1}""")], ct);
                using var content = new MemoryStream([1, 2, 3]);
                await store.Store.Blobs.Put("transcripts/new", content, ct);
            }
            pieces.Add(piece);
            seen.Add(piece);
        }
        using var expected = Only(pieces);
        Assert.Equal(expected.Value(), seen.Value());
        Assert.DoesNotContain(pieces, piece => piece is Piece.Entity { Row.Key: "while it is read" } or Piece.Blob("transcripts/new"));
        Assert.Equal(before.Rows + 1, seen.Rows); // the lease is not in the first
    }

    [Fact]
    public async Task The_commands_bring_an_office_back_and_refuse_a_store_in_use_and_one_that_is_not_empty()
    {
        var (data, file) = (folder.File("office"), folder.File("office.backup"));
        byte[] state;
        await using (var office = await Office.Open(data: data))
        {
            await office.Plan();
            (await Built.Run("backup", file, "--data", data)).IsDone(); // beside the running office
            using var now = await StateHash.Of(office.Installation.Store.Whole, ct);
            state = now.Value();
            (await Built.Run("restore", file, "--data", data)).IsRefusal(1, "กำลังใช้ฐานข้อมูล", "Another program");
        }
        (await Built.Run("restore", file, "--data", data)).IsRefusal(1, "มีข้อมูลอยู่แล้ว", "holds data already");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var done = (await Built.Run("restore", file, "--data", folder.File("new"))).IsDone();
        Assert.Contains(Convert.ToHexStringLower(state)[..16], done.Out, StringComparison.Ordinal);
        await using var again = await Office.Open(data: folder.File("new"), people: []);
        Assert.Equal("ตลาดนัดคนไทยยิ้มได้", (await again.Find()).Plan.Title);
        Assert.False(Directory.Exists(Path.Combine(folder.File("new"), "restoring")));
    }

    static StateHash Only(IEnumerable<Piece> pieces)
    {
        var hash = new StateHash();
        foreach (var piece in pieces) hash.Add(piece);
        return hash;
    }

    static async Task<MemoryStream> Copy(OpenStore from)
    {
        var file = new MemoryStream();
        await Backups.Make(from.Whole, file, null, ct);
        return file;
    }

    ValueTask<OpenStore> Files(string name) => Stores.Open(new("Sqlite", Path.Combine(folder.File(name), "chuankhuy.db"), null), TimeProvider.System, ct);

    static async Task Fill(Store store)
    {
        foreach (var page in Enumerable.Range(0, 300).Chunk(100))
            await store.Tables.Commit("things", "p", [.. page.Select(i => Given.Insert($"row{i:D4}", $$"""{"z":{{i}},"text":"สวัสดี \u0e01 \"🙏\"","list":[1,"ก",null,{"b":2,"a":1.50}],"gone":null,"real":1e3,"large":12345678901234,"yes":true}"""))], ct);
        foreach (var partition in new[] { "ก", "🌊", "\uFF21", "it's" }) await store.Tables.Commit("others", partition, [Given.Put("a|ก็|🙏", """{"a":"it's"}""")], ct);
        await store.Tables.Commit("leases", "leases", [Given.Put("sender")], ct);
        var feedback = new FeedbackStore(store, new(store.Tables, new SecureDice()));
        for (var i = 0; i < 20; i++) await feedback.Add("s1", 1, $"p{i}", [5, null, 3], [$"ความเห็นที่ {i}"], ct);
        foreach (var (name, content) in new[] { ("attachments/empty", ""), ("transcripts/d1", new string('ก', 300_000)), ("attendance/s1/x", "a,b\r\n") })
        {
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content));
            await store.Blobs.Put(name, bytes, ct);
        }
    }
}
