using System.Text.RegularExpressions;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Tests.Cards;
using ChuanKhuy.Tests.Web;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>The library as a reader sees it.</summary>
public sealed class LibraryPageTests
{
    [Fact]
    public async Task A_reader_finds_reads_and_goes_on_to_the_next_of_a_series()
    {
        await using var office = await Stocked();
        using var visit = await office.SignedIn("somchai");
        Assert.Contains("href=\"/library\"", (await visit.Get("/")).Text, StringComparison.Ordinal);
        var all = (await visit.Get("/library")).Text;
        Assert.Contains("FAQ และแนวทางแก้ปัญหา (6)", all, StringComparison.Ordinal);
        Assert.Contains("href=\"/library/k26\"", (await visit.Get("/library?shelf=Faq")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/library/k27\"", (await visit.Get("/library?shelf=Faq")).Text, StringComparison.Ordinal);
        var found = (await visit.Get("/library?q=" + Uri.EscapeDataString("หญ้าแฝก"))).Text;
        Assert.Contains("<mark>หญ้าแฝก</mark>", found, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/library/k01\"", found, StringComparison.Ordinal);
        var item = (await visit.Get("/library/n1")).Text;
        Assert.Contains("[01:09 สมพร]", item, StringComparison.Ordinal);
        Assert.Contains("ตรวจโดย นางกานดา พร้อมช่วย", item, StringComparison.Ordinal);
        Assert.Contains("href=\"/library/n2\" rel=\"next\"", item, StringComparison.Ordinal);
        Assert.DoesNotContain("ถึงเวลาทบทวน", item, StringComparison.Ordinal);
        office.Clock.Advance(TimeSpan.FromDays(91));
        using var later = await office.SignedIn("somchai");
        Assert.Contains("ถึงเวลาทบทวน", (await later.Get("/library/n1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_let_out_is_not_there_and_markup_is_text()
    {
        await using var office = await Stocked();
        using var visit = await office.SignedIn("somchai");
        foreach (var id in new[] { "n3", "none", "%3Cb%3E" }) Assert.Equal(404, (await visit.Get($"/library/{id}")).Status);
        var seen = (await visit.Get("/library?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"))).Text;
        Assert.DoesNotContain("<script>alert", seen, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("<b>โจมตี"), (await visit.Get("/library/n2")).Text);
    }

    [Fact]
    public async Task Strangers_are_sent_to_the_first_page()
    {
        await using var office = await Stocked();
        using var visit = office.Visit();
        foreach (var path in new[] { "/library", "/library/k01" })
        {
            var seen = await visit.Get(path);
            Assert.Equal((303, "/"), (seen.Status, seen.Location));
        }
    }

    /// <summary>The labelled items, a series of two, and one that waits for its review.</summary>
    static async Task<WebOffice> Stocked()
    {
        var office = await WebOffice.Open();
        await using var file = File.OpenRead(Repository.File("tests", "ChuanKhuy.Bench", "data", "items.json"));
        await office.Get<LibraryImport>().Run(file, null, WebOffice.Ct);
        var (store, now) = (office.Get<KnowledgeStore>(), office.Clock.GetUtcNow());
        for (var i = 1; i <= 3; i++)
        {
            var text = new ItemText($"ตรวจสมุดบัญชี ตอน {i}", Category.Law, Format.Tips, Medium.Article, "<b>โจมตี</b> ต้องตรวจทุกเดือน", [], ["ป้องกันการทุจริต"], [new(1, 4, "สมพร", TimeSpan.FromSeconds(69))]);
            var item = new Item($"n{i}", text, null, null, Work.InReview, "malee", "t1", 1, now);
            await store.Keep(null, i == 3 ? item : Assert.IsType<Reviewed.Kept>(Review.Publish(item, "kanda", now)).Item, WebOffice.Ct);
        }
        return office;
    }
}
