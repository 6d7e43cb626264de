using System.Text;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using Microsoft.Data.Sqlite;

namespace ChuanKhuy.Tests.Storage;

/// <summary>What only a file has: other processes, a disk, a journal, damage.</summary>
public sealed class SqliteFileTests : IDisposable
{
    static readonly SqliteOptions impatient = new() { Patience = TimeSpan.FromMilliseconds(50) };
    readonly Folder folder = new();

    // Long enough for pages of its own, which stay behind when the row gets short.
    static string Remarks => $$"""{"comments":["{{string.Concat(Enumerable.Repeat("first-secret ", 2_000))}}"]}""";

    string Path => folder.File("chuankhuy.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_in_the_file()
    {
        await using var file = SqliteFile.Open(Path);
        var tables = new SqliteTables(file, new SecureDice());
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            await Task.Yield();
            for (var i = 0; i < 5; i++)
            {
                await tables.Done("p", Given.Insert($"{caller}-{i}"));
                Assert.Equal(1L, Ask(Path, $"SELECT count(*) FROM entities WHERE key = CAST('{caller}-{i}' AS BLOB)")); // another connection sees it
            }
        }));
        Assert.Equal(320L, Ask(Path, "SELECT count(*) FROM entities"));
    }

    [Fact]
    public async Task An_uncommitted_write_is_not_acknowledged_and_not_in_the_file()
    {
        await using var file = SqliteFile.Open(Path);
        var tables = new SqliteTables(file, new SecureDice());
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var held = file.Write(_ =>
        {
            inside.Set();
            goOn.Wait();
            return 0;
        }, Given.Now);
        inside.Wait();
        var writes = Enumerable.Range(0, 10).Select(i => tables.Done("p", Given.Insert($"k{i}"))).ToArray(); // wait in line behind it
        Assert.All(writes, write => Assert.False(write.IsCompleted));
        Assert.Equal(0L, Ask(Path, "SELECT count(*) FROM entities"));
        goOn.Set();
        await held;
        await Task.WhenAll(writes);
        Assert.Equal(10L, Ask(Path, "SELECT count(*) FROM entities"));
    }

    [Fact]
    public async Task Writes_that_wait_together_are_one_transaction_and_a_conflict_of_one_leaves_the_others()
    {
        await using var file = SqliteFile.Open(Path);
        var tables = new SqliteTables(file, new SecureDice());
        await tables.Done("p", Given.Insert("seat"));
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var held = file.Write(_ =>
        {
            inside.Set();
            goOn.Wait();
            return 0;
        }, Given.Now);
        inside.Wait();
        var good = Enumerable.Range(0, 20).Select(i => tables.Done("p", Given.Insert($"k{i}"))).ToArray();
        var bad = tables.Commit("things", "p", [Given.Insert("new"), Given.Insert("seat")], Given.Now).AsTask();
        var more = Enumerable.Range(20, 20).Select(i => tables.Done("p", Given.Insert($"k{i}"))).ToArray();
        using var gone = new CancellationTokenSource();
        var given = tables.Commit("things", "p", [Given.Insert("given-up")], gone.Token).AsTask();
        await gone.CancelAsync();
        var before = Commits(Path);
        goOn.Set();
        await held;
        await Task.WhenAll([.. good, .. more]);
        Assert.Equal("seat", Assert.IsType<Committed.Conflict>(await bad).Key);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(41, (await tables.Keys("p")).Length);
        Assert.Equal(before + 1, Commits(Path));
    }

    [Fact]
    public async Task Two_instances_on_one_file_lose_nothing()
    {
        const int Callers = 8, Each = 10;
        await using var one = SqliteFile.Open(Path);
        await using var two = SqliteFile.Open(Path);
        ITables[] stores = [new SqliteTables(one, new SecureDice()), new SqliteTables(two, new SecureDice())];
        await stores[0].Done("p", Given.Insert("counter", """{"n":0}"""));
        await Task.WhenAll(Enumerable.Range(0, 2 * Callers).Select(async caller =>
        {
            await Task.Yield();
            var tables = stores[caller % 2];
            for (var done = 0; done < Each;)
            {
                var row = (await tables.Find("p", "counter"))!;
                var n = int.Parse(row.Json().AsSpan(5).TrimEnd('}'), System.Globalization.CultureInfo.InvariantCulture);
                if (await tables.Commit("things", "p", [Given.Replace("counter", row.ETag, $$"""{"n":{{n + 1}}}"""), Given.Insert($"{caller}-{done}")], Given.Now) is Committed.Done) done++;
            }
        }));
        Assert.Equal($$"""{"n":{{2 * Callers * Each}}}""", (await stores[1].Find("p", "counter"))!.Json());
        Assert.Equal((2 * Callers * Each) + 1, (await stores[0].Keys("p")).Length);
    }

    [Fact]
    public async Task Closing_waits_for_the_writes_in_line()
    {
        var file = SqliteFile.Open(Path);
        var tables = new SqliteTables(file, new SecureDice());
        var writes = Enumerable.Range(0, 100).Select(i => tables.Done("p", Given.Insert($"k{i}"))).ToArray();
        await file.DisposeAsync();
        await Task.WhenAll(writes);
        Assert.Equal(100L, Ask(Path, "SELECT count(*) FROM entities"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await tables.Commit("things", "p", [Given.Insert("late")], Given.Now));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await tables.Find("p", "k1"));
    }

    [Fact]
    public async Task A_file_held_by_another_for_too_long_is_unavailable_and_nothing_was_written()
    {
        await using var file = SqliteFile.Open(Path, impatient);
        var tables = new SqliteTables(file, new SecureDice());
        await tables.Done("p", Given.Insert("a"));
        using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await tables.Commit("things", "p", [Given.Insert("b")], Given.Now));
            Assert.False(e.MayHaveCommitted);
            Assert.NotNull(await tables.Find("p", "a")); // readers do not wait for a writer
        }
        await tables.Done("p", Given.Insert("b"));
    }

    [Fact]
    public async Task A_full_disk_is_unavailable_and_the_store_goes_on_when_there_is_room()
    {
        await using var file = SqliteFile.Open(Path);
        var tables = new SqliteTables(file, new SecureDice());
        await tables.Done("p", Given.Insert("a"));
        await file.Write(session => session.Value("PRAGMA max_page_count=1"), Given.Now); // this connection's file may not grow
        var e = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (var i = 0; i < 100; i++) await tables.Commit("things", "p", [Given.Insert($"big{i}", $$"""{"t":"{{new string('x', 30_000)}}"}""")], Given.Now);
        });
        Assert.Contains("full", e.Message, StringComparison.Ordinal);
        await tables.Done("p", Given.Insert("b", $$"""{"t":"{{new string('x', 30_000)}}"}"""));
        Assert.NotNull(await tables.Find("p", "b"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_file_is_refused_with_a_sentence(bool wholly)
    {
        await using (var file = SqliteFile.Open(Path))
        {
            var tables = new SqliteTables(file, new SecureDice());
            for (var i = 0; i < 50; i++) await tables.Done("p", Given.Insert($"k{i}", $$"""{"t":"{{new string('x', 2_000)}}"}"""));
        }
        var bytes = await File.ReadAllBytesAsync(Path);
        Array.Fill(bytes, (byte)0xA5, wholly ? 0 : 4096, wholly ? 4096 : bytes.Length - 4096);
        await File.WriteAllBytesAsync(Path, bytes);
        var e = Assert.Throws<StoreFaultException>(() => SqliteFile.Open(Path));
        Assert.Contains("เสียหาย", e.Thai, StringComparison.Ordinal);
        Assert.Contains("damaged", e.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_file_in_its_place_is_refused()
    {
        File.WriteAllText(Path, string.Concat(Enumerable.Repeat("This is no database. ", 200)));
        Assert.Throws<StoreFaultException>(() => SqliteFile.Open(Path));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_was()
    {
        Do(Path, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
        var e = Assert.Throws<StoreFaultException>(() => SqliteFile.Open(Path));
        Assert.Contains("another program", e.English, StringComparison.Ordinal);
        Assert.Equal(1L, Ask(Path, "SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await SqliteFile.Open(Path).DisposeAsync();
        Do(Path, "PRAGMA user_version = 99");
        var e = Assert.Throws<StoreFaultException>(() => SqliteFile.Open(Path));
        Assert.Contains("newer version", e.English, StringComparison.Ordinal);
        Assert.Contains("รุ่นใหม่กว่า", e.Thai, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_with_a_sentence()
    {
        File.WriteAllText(folder.File("file"), "");
        var e = Assert.Throws<StoreFaultException>(() => SqliteFile.Open(folder.File("file/deep/chuankhuy.db")));
        Assert.Contains("โฟลเดอร์", e.Thai, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_its_place_is_refused()
    {
        Directory.CreateDirectory(Path);
        Assert.Throws<StoreFaultException>(() => SqliteFile.Open(Path));
    }

    [Fact]
    public async Task A_file_locked_by_another_program_is_refused_with_a_sentence()
    {
        await SqliteFile.Open(Path).DisposeAsync();
        using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        other.Open();
        using var lockAll = other.CreateCommand();
        lockAll.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE";
        lockAll.ExecuteNonQuery();
        var e = Assert.Throws<StoreFaultException>(() => SqliteFile.Open(Path, impatient));
        Assert.Contains("โปรแกรมอื่น", e.Thai, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_may_open_a_new_file_at_once()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteFile.Open(Path))));
        await Task.WhenAll(files.Select((file, i) => new SqliteTables(file, new SecureDice()).Done("p", Given.Insert($"k{i}"))));
        Assert.Equal(8L, Ask(Path, "SELECT count(*) FROM entities"));
        foreach (var file in files) await file.DisposeAsync();
    }

    [Fact]
    public async Task A_new_folder_is_the_owners_only()
    {
        await SqliteFile.Open(folder.File("data/deep/chuankhuy.db")).DisposeAsync();
        if (OperatingSystem.IsWindows()) return; // no such modes there
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("data/deep")));
    }

    [Fact]
    public async Task The_files_are_as_safe_as_promised()
    {
        await using var main = SqliteFile.Open(Path);
        await using var feedback = SqliteFile.Open(folder.File("feedback.db"), SqliteOptions.Unordered);
        foreach (var (file, journal, erase) in new[] { (main, "wal", 0L), (feedback, "truncate", 1L) })
        {
            Assert.Equal(journal, await file.Write(session => session.Value("PRAGMA journal_mode"), Given.Now));
            Assert.Equal(2L, await file.Write(session => session.Value("PRAGMA synchronous"), Given.Now)); // FULL
            Assert.Equal(erase, await file.Write(session => session.Value("PRAGMA secure_delete"), Given.Now));
        }
    }

    [Fact]
    public async Task The_feedback_file_keeps_no_journal_and_no_remains()
    {
        var path = folder.File("feedback.db");
        await using var file = SqliteFile.Open(path, SqliteOptions.Unordered);
        var tables = new SqliteTables(file, new SecureDice());
        var etag = (await tables.Done("p", Given.Insert("box", Remarks)))[0];
        await tables.Done("p", Given.Replace("box", etag, """{"comments":[]}"""));
        foreach (var name in Directory.GetFiles(folder.Path))
            Assert.DoesNotContain("first-secret", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(name)), StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(path + "-journal").Length);
        Assert.False(File.Exists(path + "-wal"));
    }

    [Fact]
    public async Task The_main_file_would_keep_remains()
    {
        // The control of the test above: without its options the same writes leave the text behind.
        await using var file = SqliteFile.Open(Path);
        var tables = new SqliteTables(file, new SecureDice());
        var etag = (await tables.Done("p", Given.Insert("box", Remarks)))[0];
        await tables.Done("p", Given.Replace("box", etag, """{"comments":[]}"""));
        Assert.Contains("first-secret", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path + "-wal")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_dates_or_numbers_an_entity()
    {
        await using var file = SqliteFile.Open(folder.File("feedback.db"), SqliteOptions.Unordered);
        var columns = file.Read(session => session.Rows(row => row.GetString(0), "SELECT name FROM pragma_table_info('entities')"));
        Assert.Equal(["tbl", "part", "key", "etag", "body"], columns);
        Assert.Throws<SqliteException>(() => file.Read(session => session.Value("SELECT rowid FROM entities"))); // no hidden number either
    }

    [Fact]
    public async Task Looking_at_an_empty_queue_writes_nothing()
    {
        await using var file = SqliteFile.Open(Path);
        var queues = new SqliteQueues(file, TimeProvider.System, new SecureDice());
        var before = Commits(Path);
        Assert.Empty(await queues.Receive("outbox", 32, TimeSpan.FromMinutes(1), Given.Now));
        Assert.Equal(before, Commits(Path));
    }

    [Fact]
    public async Task The_store_answers_a_ping_until_its_file_is_damaged()
    {
        await using var opened = await Stores.Open(new("Sqlite", Path, null), TimeProvider.System, Given.Now);
        Assert.Equal("sqlite", opened.Kind);
        Assert.True(await opened.Ping(Given.Now));
        Assert.True(File.Exists(folder.File("feedback.db")));
        await File.WriteAllTextAsync(folder.File("feedback.db"), new string('x', 8192));
        Assert.False(await opened.Ping(Given.Now));
    }

    [Fact]
    public async Task A_store_of_an_unknown_kind_is_refused() =>
        await Assert.ThrowsAsync<StoreFaultException>(async () => await Stores.Open(new("Oracle", Path, null), TimeProvider.System, Given.Now));

    // The log's header counts its frames; the number of commits is that of frames that carry a size.
    static int Commits(string path)
    {
        using var stream = new FileStream(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var commits = 0;
        for (var at = 32; at + 24 <= bytes.Length; at += 24 + 4096) commits += bytes.AsSpan(at + 4, 4).IndexOfAnyExcept((byte)0) >= 0 ? 1 : 0;
        return commits;
    }

    static object? Ask(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    static void Do(string path, string sql) => _ = Ask(path, sql);
}
