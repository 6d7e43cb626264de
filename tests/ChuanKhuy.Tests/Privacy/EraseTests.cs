using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Backup;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Privacy;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Cards;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Privacy;

/// <summary>A person with every role is taken out, and nothing of them is found in any byte that is stored.</summary>
public sealed partial class EraseTests
{
    [GeneratedRegex("const string \\w*(?:Table|Mine|Joins|Months|Votes|Complaints) = \"([a-z]+)\"")]
    private static partial Regex TableName { get; }

    [Fact]
    public async Task Nothing_of_them_is_left_in_any_file_and_attendance_stays_and_a_restore_erases_again()
    {
        using var folder = new Folder();
        var data = folder.File("data");
        await using (var office = await Office.Open(data: data))
        {
            await Canary.Live(office);
            Assert.Empty(Canary.All.Except(Canary.In(data)));
            var store = office.Installation.Store;
            await using (var backup = File.Create(folder.File("before.backup"))) await Core.Backup.Backups.Make(store.Whole, backup, null, default);

            // What a naive eraser would do: it must not pass this search.
            await using (var naive = await Office.Open(data: folder.File("naive"), people: []))
            {
                await using var copy = File.OpenRead(folder.File("before.backup"));
                await Core.Backup.Backups.Restore(naive.Installation.Store, copy, null, default);
                await naive.Get<RosterStore>().Save([Person.Tombstone(Canary.Person, naive.Now)], null, default);
                await naive.Installation.Store.Whole.Scrub(default);
                Assert.Contains("ZZquestionZZ", Canary.In(naive.Data));
                Assert.Contains("คณารี", Canary.In(naive.Data));
            }

            var calendar = await office.Get<CalendarLinks>().Token(Canary.Id, default);
            var (summary, who) = (await office.Get<SummaryStore>().Recompute("t1", default), await office.Get<FeedbackStore>().Who("t1", default));
            Assert.NotNull(await office.Get<CalendarLinks>().Whose(calendar, default));

            var watch = Stopwatch.StartNew();
            var done = Assert.IsType<ErasureOutcome.Done>(await office.Get<Eraser>().Run(Canary.Id, "kanda", null, default));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
            Assert.Empty(Canary.In(data));
            Assert.Empty(done.Look);
            Assert.Equal(2, done.Files);

            // Figures and evidence stay, under the id alone.
            Assert.True(await office.Get<SessionStore>().Present("t1", Canary.Id, default));
            var attended = (await office.Get<SessionStore>().FindAttended("t1", Canary.Id, default))!.Value;
            await office.Get<MeetingDesk>().Settle("t1", default);
            Assert.Equal(attended, (await office.Get<SessionStore>().FindAttended("t1", Canary.Id, default))!.Value);
            var after = await office.Get<SummaryStore>().Recompute("t1", default);
            Assert.Equal((summary!.Present, summary.Yes, summary.Invited), (after!.Present, after.Yes, after.Invited));
            Assert.Equal(summary.Units.OrderBy(u => u.Key, StringComparer.Ordinal), after.Units.OrderBy(u => u.Key, StringComparer.Ordinal));

            // Feedback: as many answers, still once each, in no order that tells anything.
            var now = await office.Get<FeedbackStore>().Who("t1", default);
            Assert.True(who.Hashes.SetEquals(now.Hashes));
            Assert.True(now.Contains(Canary.Id));
            var comments = BoxRow.Read((await store.Store.Feedback.Find("feedback", "t1", "box|0000", default))!).Value.Comments;
            Assert.Equal(comments.Order(StringComparer.Ordinal), comments);
            Assert.Contains($"{Traces.Gone} สอนเข้าใจง่าย", comments);
            Assert.Equal(4, comments.Count);

            // Nobody is there any more, and nothing is sent to them.
            Assert.Null((await office.Get<RosterStore>().Load(default)).Find(Canary.Id));
            Assert.Null(await office.Get<CalendarLinks>().Whose(calendar, default));
            Assert.DoesNotContain(await office.Few(), row => row.Person == Canary.Id && row.State is DeliveryState.Pending);
            Assert.Contains("ทะเบียน", JsonSerializer.Serialize(await office.Say(Canary.Id, "ตาราง"), Relaxed), StringComparison.Ordinal);
            var found = Assert.Single(await office.Get<Library>().Search("ทำบัญชีทุกวัน", 5, default));
            Assert.Contains(Traces.Gone, found.Item.Released!.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("คณารี", found.Item.Released.Body, StringComparison.Ordinal);
            Assert.Empty(await office.Get<ChatStore>().Lines(Canary.Id, default) is var (lines, _) ? lines : []);
            Assert.Contains("malee@example.org", await Text(store, "attendance/t1/abc"), StringComparison.Ordinal);

            // Once more does nothing and breaks nothing.
            Assert.IsType<ErasureOutcome.Done>(await office.Get<Eraser>().Run(Canary.Id, "kanda", null, default));
            Assert.Equal(attended, (await office.Get<SessionStore>().FindAttended("t1", Canary.Id, default))!.Value);
            Assert.Contains(await office.Get<AuditLog>().Page(DateOnly.FromDateTime(office.Now.UtcDateTime), null, 50, default), logged => logged.Act is { What: ActKind.PersonErased, About: Canary.Id, By: "kanda" });
        }

        // The database is lost; its folder and an older backup are there.
        foreach (var file in Directory.EnumerateFiles(data, "*.db*")) File.Delete(file);
        var restored = (await Built.Run("restore", folder.File("before.backup"), "--data", data)).IsDone();
        Assert.Contains(Canary.Id, restored.Out, StringComparison.Ordinal);
        Assert.Empty(Canary.In(data));
        await using var again = await Office.Open(data: data, people: []);
        Assert.True((await again.Get<RosterStore>().Load(default)).IsErased(Canary.Id));
        Assert.True(await again.Get<SessionStore>().Present("t1", Canary.Id, default));
    }

    [Fact]
    public async Task On_Azure_nothing_is_left_in_any_table_queue_or_blob_and_a_naive_erasure_would_fail()
    {
        await using var office = await Office.Open(Keeps.Azurite);
        await Canary.Live(office);
        var store = office.Installation.Store;
        Assert.Empty(Canary.All.Except(await Canary.In(store)));
        Assert.IsType<ErasureOutcome.Done>(await office.Get<Eraser>().Run(Canary.Id, "kanda", null, default));
        Assert.Empty(await Canary.In(store));
        Assert.True(await office.Get<SessionStore>().Present("t1", Canary.Id, default));
        Assert.Empty(await Undeclared(store));
    }

    [Fact]
    public async Task Everything_of_one_person_comes_out_and_nothing_of_others()
    {
        await using var office = await Office.Open();
        await Canary.Live(office);
        await office.Get<CheckInDesk>().Correct("t1", "mana", false, "ลาป่วยของมานะ", Canary.Id, default);
        using var file = new MemoryStream();
        var done = await office.Get<PersonExport>().Write(Canary.Id, Canary.Id, file, default);
        var text = Encoding.UTF8.GetString(file.ToArray());
        using var json = JsonDocument.Parse(text);
        foreach (var word in new[] { "คณารี", "ZZpositionZZ", "ZZwhoZZ", "ZZquestionZZ", "ZZreasonZZ", "ZZappealZZ", "zzslideszz", "ZZrehearsalZZ", "ZZdeviceZZ", "ZZpostedZZ", "ZZsaidZZ", "ZZcomplaintZZ" })
            Assert.Contains(word, text, StringComparison.Ordinal);
        var tables = json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("table").GetString()!).ToHashSet();
        Assert.Superset(new HashSet<string> { "people", "sessions", "contacts", "chat", "signins", "mine", "useful", "complaints", "consents", "deliveries" }, tables);
        Assert.Contains(json.RootElement.GetProperty("acts").EnumerateArray(), act => act.GetProperty("table").GetString() == "library" && act.GetProperty("as").GetString() == "author");
        Assert.DoesNotContain("ลาป่วยของมานะ", text, StringComparison.Ordinal); // what they wrote about somebody else
        Assert.DoesNotContain("สอนเข้าใจง่าย", text, StringComparison.Ordinal); // a feedback box
        Assert.DoesNotContain("malee@example.org", text, StringComparison.Ordinal);
        Assert.Equal(json.RootElement.GetProperty("rows").GetArrayLength(), done!.Rows);
        Assert.Empty(await Undeclared(office.Installation.Store));
        Assert.Null(await office.Get<PersonExport>().Write("nobody", "kanda", Stream.Null, default));
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_erased_and_who_is_erased_is_not_imported_again()
    {
        using var folder = new Folder();
        var data = folder.File("data");
        await using (var office = await Office.Open(data: data)) await office.Plan();
        (await Built.Run("person", "erase", "malee", "--data", data)).IsRefusal(1, "--yes", "Nothing was erased");
        (await Built.Run("person", "erase", "malee", "--yes", "--data", data)).IsDone();
        await using var after = await Office.Open(data: data, people: []);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes("id,name,district,roles\nmalee,นางสาวมาลี สวนงาม,8402,staff\nnok,นางสาวนก ใหม่,8402,staff\n"));
        var done = Assert.IsType<Core.Import.FileOutcome<Imported>.Taken>(await after.Get<RosterImport>().Run(csv, null, default)).Value;
        Assert.Equal([2], done.Refused.Select(problem => problem.Line));
        Assert.Equal(1, done.Added);
    }

    /// <summary>Whoever adds a table says in <see cref="PersonalRows"/> what becomes of a person in it.</summary>
    [Fact]
    public void Every_table_of_the_sources_is_declared()
    {
        var named = Sources.SelectMany(part => Directory.EnumerateFiles(Repository.File(part), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => TableName.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(named.Count > 20, string.Join(' ', named));
        Assert.DoesNotContain(named, name => !IsDeclared(name));
    }

    [Theory]
    [InlineData("นางสาวคณารี สำเนาหลวง มาแล้ว", "[ลบตามคำขอ] มาแล้ว")]
    [InlineData("คณารีสําเนาหลวง", "[ลบตามคำขอ]")]
    [InlineData("พี่คณารีบอก", "[ลบตามคำขอ]บอก")]
    [InlineData("คณารีสิ", "คณารีสิ")]
    [InlineData("ถามที่ zzMAIL@example.org นะ", "ถามที่ [ลบตามคำขอ] นะ")]
    [InlineData("xZZmail@example.org", "xZZmail@example.org")]
    public void A_name_is_found_however_it_is_written_and_nothing_else(string text, string without) =>
        Assert.Equal(without, new Traces(Canary.Person, new([], new([])), [], []).Replace(text));

    [Fact]
    public void A_given_name_that_others_share_stays() =>
        Assert.Equal("คุณคณารีบอก", new Traces(Canary.Person, new([new("x", "นายคณารีย์ อื่น", "8401", "", "", Roles.Staff)], new([])), [], []).Replace("คุณคณารีบอก"));

    static readonly string[] Sources = ["core", "bot", "functions"];

    static bool IsDeclared(string table) => PersonalRows.Impersonal.Contains(table) || PersonalRows.All.Any(rule => rule.Table == table);

    static async Task<IReadOnlyList<string>> Undeclared(OpenStore store)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var piece in store.Whole.Read(default))
            if (piece is Piece.Entity(var table, _) && !IsDeclared(table)) names.Add(table);
        return [.. names];
    }

    static async Task<string> Text(OpenStore store, string blob)
    {
        using var reader = new StreamReader((await store.Store.Blobs.Open(blob, default))!, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IncludeFields = true };
}
