using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Tests.Browser;
using Microsoft.Playwright;

namespace ChuanKhuy.Tests.Web;

/// <summary>The whole way on a phone, in a real browser: the link from the LINE group, the slip, the answer.</summary>
public sealed class PhoneTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task From_the_link_in_the_group_to_an_answer(int width, bool dark)
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Place = "https://meet.example.org/room", Title = "ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเองอย่างยั่งยืน" });
        office.Clock.SetUtcNow(talk.Starts.AddDays(-14));
        await office.Tick();
        var page = await chromium.NewPage(width, 740);
        if (dark) await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var look = $"{width}{(dark ? "-dark" : "")}";

        await Open("/s/s1", "session-stranger");
        await Open("/", "welcome");
        await Open(await office.Link("kanda"), "signin");
        await page.GetByRole(AriaRole.Button, new() { Name = "ลงชื่อเข้าใช้" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(office.Address, "/s/s1").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "เข้าร่วม", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".card")).ToContainTextAsync("คุณตอบไว้ว่า เข้าร่วม");
        Assert.Equal(Answer.Yes, (await office.AnswerOf("kanda"))?.Answer);
        await Keep("session");

        await page.GotoAsync(new Uri(office.Address, "/").ToString());
        await page.GetByText("ข้อความสำหรับกลุ่ม LINE").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "คัดลอกข้อความ" })).ToBeVisibleAsync();
        await Keep("home");

        await page.GotoAsync(new Uri(office.Address, "/me").ToString());
        await page.Locator("#text").FillAsync("ตาราง");
        await page.Locator("#text").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".lines .card")).ToHaveCountAsync(2);
        await Keep("me");

        // The rest is the same at every width: it is looked at where it is narrow.
        if (width > 360 || dark) return;
        await Stock(office);
        await Open("/library", "library");
        await Open("/library?q=" + Uri.EscapeDataString("ตรวจรับของ"), "library-found");
        await Open("/library/k26", "library-item");
        await Open("/library/k26/poster", "library-poster");
        await Open("/library/new", "library-new");
        await page.Locator("textarea[name=text]").FillAsync(await File.ReadAllTextAsync(Cards.Repository.File("tests", "ChuanKhuy.Bench", "data", "t6-sammachip-procurement.vtt")));
        await page.Locator("select[name=session]").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "ร่างเป็นเรื่องสั้น" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "เรื่องที่ร่างได้" })).ToBeVisibleAsync();
        await Keep("library-drafts");
        await page.Locator(".talks a").First.ClickAsync();
        await Keep("library-edit");
        await page.Locator("input[name=title]").FillAsync("จัดซื้ออย่างสบายใจ");
        await page.GetByRole(AriaRole.Button, new() { Name = "บันทึกและส่งตรวจ" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("ส่งตรวจแล้ว");
        await Open("/library/desk", "library-desk");
        await Open("/library/w1/edit", "library-review");

        await Open($"/join/{talk.Join}", "join-early");
        var invited = await office.Plan(plan => plan with { Id = "s2", Speakers = [new(null, "นายชลธี กว้างไกล")] });
        await Open($"/speaker/{await office.Get<SpeakerLinks>().Token("s2", SpeakerRule.Key(invited.Plan.Speakers[0]), WebOffice.Ct)}", "speaker");
        office.Clock.SetUtcNow(talk.Starts.AddMinutes(-10));
        await Open($"/join/{talk.Join}", "join");
        await Open("/s/none", "missing");
        await Open("/s/s1/sheet", "sheet");
        await Open($"/in/s1/{talk.Code}", "check-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "อยู่ในกิจกรรมนี้" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "ลงชื่อเข้าร่วมแล้ว" })).ToBeVisibleAsync();
        office.Clock.SetUtcNow(talk.Ends.AddHours(1));
        await office.Tick();
        await Open("/me", "me-hours");
        await Open("/me/certificate/s1", "certificate");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("นางกานดา พร้อมช่วย");

        // The labelled items, and one with everything that a reviewer has to answer.
        static async Task Stock(WebOffice office)
        {
            await using var file = File.OpenRead(Cards.Repository.File("tests", "ChuanKhuy.Bench", "data", "items.json"));
            await office.Get<LibraryImport>().Run(file, null, WebOffice.Ct);
            var text = new ItemText(
                "ของมาไม่ครบตามใบสั่งซื้อ ตรวจรับได้หรือไม่", Category.Faq, Format.Quick, Medium.Checklist, "ถามนางสาวแก้วตา บุญมา 081-234-5678\nรับเฉพาะส่วนที่ถูกต้อง\nบันทึกรายการที่ขาดแล้วรายงานหัวหน้าหน่วยงาน", [], ["ป้องกันการทุจริต"],
                [new(1, 4, "วิชัย รู้รอบ", TimeSpan.FromSeconds(69))], "ของมาไม่ครบ ทำอย่างไร", [2, 3]);
            await office.Get<KnowledgeStore>().Keep(null, new("w1", text, null, null, Work.InReview, "malee", "จัดซื้อจัดจ้างอย่างสบายใจ", null, office.Clock.GetUtcNow()), WebOffice.Ct);
            await office.Get<ReaderStore>().Keep(new Complaint("k26", "malee", "วงเงินเปลี่ยนแล้ว", office.Clock.GetUtcNow()), WebOffice.Ct);
        }

        async Task Open(string path, string name)
        {
            await page.GotoAsync(new Uri(office.Address, path).ToString());
            await Keep(name);
        }

        async Task Keep(string name)
        {
            var wide = await page.EvaluateAsync<string[]>(
                "() => [document.documentElement, ...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' && e.clientWidth > 0 && !e.matches('input, select, textarea, .hidden')).map(e => e.className || e.tagName)");
            Assert.Empty(wide);
            await Pictures.Keep(page, $"web-{name}-{look}.png");
        }
    }
}
