using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Cards;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>The library on a real store.</summary>
public sealed class LibraryTests
{
    static readonly CancellationToken ct = Office.Ct;

    [Theory]
    [InlineData(Keeps.Sqlite)]
    [InlineData(Keeps.Azurite)]
    public async Task What_is_brought_in_is_found_and_the_same_file_twice_changes_nothing(Keeps keeps)
    {
        await using var office = await Office.Open(keeps);
        Assert.Equal((30, 0, 0), Counted(await Import(office, Shipped)));
        Assert.Equal(["k15"], (await office.Get<Library>().Search("โคกหนองนา", 1, ct)).Select(found => found.Item.Id));
        Assert.Equal((0, 0, 30), Counted(await Import(office, Shipped)));
        Assert.Equal(30, (await office.Get<Library>().All(ct)).Count);
    }

    [Fact]
    public async Task What_is_let_out_is_found_at_once_and_what_is_taken_back_no_more()
    {
        await using var office = await Office.Open();
        var (store, library) = (office.Get<KnowledgeStore>(), office.Get<Library>());
        Assert.Empty(await library.Search("ตรวจสมุดบัญชี", 5, ct));
        var item = Item.From(Draft.Make(SourceTests.Read("สรุป\n\nต้องตรวจสมุดบัญชีทุกเดือน\nห้ามให้คนเดียวถือสมุด เพราะเงินหายแล้วตามยาก\n")).Single(), "n1", "malee", "t1", office.Now);
        Assert.True(await store.Keep(null, item, ct));
        Assert.Empty(await library.Search("ตรวจสมุดบัญชี", 5, ct));
        await Step(store, held => Review.Submit(held, office.Now));
        await Step(store, held => Review.Publish(held, "kanda", office.Now));
        var found = Assert.Single(await library.Search("ตรวจสมุดบัญชี", 5, ct));
        Assert.Equal("n1", found.Item.Id);
        Assert.Equal([1, 2], found.Item.Released!.Citations.Select(citation => citation.Unit));
        await Step(store, held => Review.Retire(held, office.Now));
        Assert.Empty(await library.Search("ตรวจสมุดบัญชี", 5, ct));
    }

    [Fact]
    public async Task Another_process_finds_it_two_seconds_later_and_after_a_restart_all_is_there()
    {
        await using var office = await Office.Open();
        await using (var other = await Office.Open(data: office.Data, clock: office.Clock, people: []))
        {
            Assert.Empty(await other.Get<Library>().Search("หญ้าแฝก", 5, ct));
            await Import(office, Shipped);
            office.Clock.Advance(TimeSpan.FromSeconds(2));
            while ((await other.Get<Library>().Search("หญ้าแฝก", 5, ct)).Count == 0) office.Clock.Advance(TimeSpan.FromSeconds(2)); // built beside the search
        }
        await using var again = await Office.Open(data: office.Data, clock: office.Clock, people: []);
        var (before, after) = (await office.Get<Library>().Search("หญ้าแฝก", 5, ct), await again.Get<Library>().Search("หญ้าแฝก", 5, ct));
        Assert.Equal(before.Select(f => (f.Item.Id, f.Hit.Score)), after.Select(f => (f.Item.Id, f.Hit.Score)));
    }

    [Fact]
    public async Task A_second_writer_has_to_read_again()
    {
        await using var office = await Office.Open();
        await Import(office, Shipped);
        var store = office.Get<KnowledgeStore>();
        var (one, two) = (await store.Find("k01", ct), await store.Find("k01", ct));
        Assert.True(await store.Keep(one, one!.Value with { Series = 1 }, ct));
        Assert.False(await store.Keep(two, two!.Value with { Series = 2 }, ct));
        Assert.Equal(1, (await store.Find("k01", ct))!.Value.Series);
    }

    [Fact]
    public async Task Bad_rows_are_named_and_what_is_being_worked_on_stays()
    {
        await using var office = await Office.Open();
        await Import(office, Shipped);
        var store = office.Get<KnowledgeStore>();
        await Step(store, held => Review.Edit(held, held.Working with { Title = "กำลังแก้" }, "malee", office.Now), "k01");
        var done = await Import(office, """
            [
              { "id": "k01", "category": "law", "title": "ทับ", "body": "ทับ" },
              { "id": "bad id", "category": "law", "title": "ก", "body": "ข" },
              { "id": "x2", "category": "magic", "title": "ก", "body": "ข" },
              { "id": "x3", "category": "คู่มือการปฏิบัติงาน", "title": "ดี", "body": "เนื้อหา", "tags": ["ป้องกันการทุจริต"] },
              { "id": "x3", "category": "law", "title": "ซ้ำ", "body": "ข" },
              { "id": "x4", "category": "law", "title": "", "body": "ข" }
            ]
            """);
        Assert.Equal([2, 3, 4, 6, 7], done.Refused.Select(r => r.Line));
        Assert.Equal((1, 0), (done.Added, done.Changed));
        Assert.Equal("กำลังแก้", (await store.Find("k01", ct))!.Value.Working.Title);
        var added = (await store.Find("x3", ct))!.Value;
        Assert.Equal((Category.Manual, Format.Howto, "ป้องกันการทุจริต"), (added.Released!.Category, added.Released.Format, added.Released.Tags.Single()));
    }

    [Fact]
    public async Task A_nearly_equal_item_is_warned_about()
    {
        await using var office = await Office.Open();
        await Import(office, Shipped);
        var text = new ItemText("วงเงินและวิธีจัดซื้อจัดจ้างที่ใช้บ่อย ๆ", Category.Law, Format.Tips, Medium.Article, "ข้อความ", [], [], []);
        var twin = new Item("n1", text, null, null, Work.Draft, "malee", "", null, office.Now);
        Assert.Contains("k24", (await office.Get<Library>().Like(twin, ct)).Select(found => found.Item.Id));
        Assert.Empty(await office.Get<Library>().Like(twin with { Working = text with { Title = "วิธีซ่อมรถจักรยาน" } }, ct));
    }

    [Fact]
    public async Task The_largest_item_fits_into_its_row_and_sources_come_back_as_they_were()
    {
        await using var office = await Office.Open(Keeps.Azurite);
        var store = office.Get<KnowledgeStore>();
        var citations = Enumerable.Range(1, ItemText.MostCitations).Select(i => new Citation(i, 20_000 - i, new('ก', 100), TimeSpan.FromHours(9.999) + TimeSpan.FromMilliseconds(i))).ToList();
        var tags = Enumerable.Range(0, ItemText.MostTags).Select(i => new string((char)('ก' + i), ItemText.TagChars)).ToList();
        var text = new ItemText(new('ก', ItemText.TitleChars), Category.Law, Format.Tips, Medium.Article, new('ก', ItemText.BodyChars), tags, tags, citations);
        Assert.Null(Review.Fault(text));
        var item = new Item("n1", text, text, new(1, "kanda", office.Now, office.Now), Work.None, "malee", "t1", 1, office.Now);
        Assert.True(await store.Keep(null, item, ct));
        Assert.True(item.Released!.Same((await store.Find("n1", ct))!.Value.Released!));
        var bytes = Encoding.UTF8.GetBytes("WEBVTT\r\n\r\n");
        await store.KeepSource("t1.vtt", new MemoryStream(bytes), ct);
        using var back = new MemoryStream();
        await using (var stream = (await store.OpenSource("t1.vtt", ct))!) await stream.CopyToAsync(back);
        Assert.Equal(bytes, back.ToArray());
    }

    static string Shipped => File.ReadAllText(Repository.File("tests", "ChuanKhuy.Bench", "data", "items.json"));

    static async Task<Imported> Import(Office office, string json) =>
        Assert.IsType<FileOutcome<Imported>.Taken>(await office.Get<LibraryImport>().Run(new MemoryStream(Encoding.UTF8.GetBytes(json)), null, ct)).Value;

    static (int, int, int) Counted(Imported done) => (done.Added, done.Changed, done.Unchanged);

    static async Task Step(KnowledgeStore store, Func<Item, Reviewed> rule, string id = "n1")
    {
        var held = await store.Find(id, ct);
        Assert.True(await store.Keep(held, Assert.IsType<Reviewed.Kept>(rule(held!.Value)).Item, ct));
    }
}
