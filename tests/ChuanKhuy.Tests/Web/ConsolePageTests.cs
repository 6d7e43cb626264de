using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.People;
using ChuanKhuy.Tests.Browser;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace ChuanKhuy.Tests.Web;

/// <summary>The console in a real browser, on a phone and at a desk: the main task of each page, looked over by axe, with a picture of each for people.</summary>
public sealed class ConsolePageTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    static readonly Lazy<string> axe = new(() => File.ReadAllText(Cards.Repository.File("tests", "node_modules", "axe-core", "axe.min.js")));

    [Theory]
    [InlineData(360, false)]
    [InlineData(1280, true)]
    public async Task A_coordinator_goes_through_the_day(int width, bool dark)
    {
        await using var office = await WebOffice.Open();
        await office.Get<RosterStore>().Save([new("root", "นายรากแก้ว ดูแล", "8400", "", "ผู้ดูแลระบบ", Roles.Staff | Roles.Admin | Roles.Coordinator)], null, WebOffice.Ct);
        var talk = await office.Plan(plan => plan with { Title = "ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเองอย่างยั่งยืน", Speakers = [new("p-speaker")] });
        office.Clock.SetUtcNow(talk.Starts.AddDays(-7));
        await office.Tick();
        var page = await chromium.NewPage(width, 740);
        if (dark) await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var (requests, look) = (new List<IRequest>(), $"{width}{(dark ? "-dark" : "")}");
        page.Request += (_, request) => requests.Add(request);

        await page.GotoAsync(new Uri(office.Address, await office.Link("root")).ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "ลงชื่อเข้าใช้" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(office.Address, "/me").ToString());
        await page.WaitForLoadStateAsync(LoadState.Load);
        await Open("/", "today");
        await Budget(office);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "ข้ามไปเนื้อหา" })).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "กิจกรรม", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(office.Address, "/sessions").ToString());
        await Look("sessions");
        await page.GetByRole(AriaRole.Link, new() { Name = "เพิ่มกิจกรรม" }).ClickAsync();
        await page.GetByLabel("หัวข้อ").FillAsync("ออมทรัพย์ให้ยั่งยืน");
        await page.GetByLabel("วันที่").FillAsync("ศุกร์ไหนก็ได้");
        await page.GetByLabel("เริ่ม").FillAsync("13.30");
        await page.GetByLabel("สิ้นสุด").FillAsync("15.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "บันทึก" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Look("plan");
        await page.GetByLabel("วันที่").FillAsync("18 ธ.ค. 69");
        await page.GetByRole(AriaRole.Button, new() { Name = "บันทึก" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("เพิ่มกิจกรรมแล้ว");
        await Open("/sessions/s1", "session-desk");
        office.Clock.SetUtcNow(talk.Starts);
        await page.ReloadAsync();
        await page.GetByText("แก้ไขการเข้าร่วม").ClickAsync();
        await page.GetByLabel("ชื่อหรือรหัส").FillAsync("มาลี");
        await page.Locator("#attendance input[name=reason]").FillAsync("นั่งจอเดียวกับคุณสมชาย");
        await page.GetByRole(AriaRole.Button, new() { Name = "บันทึกการแก้ไข" }).ClickAsync();
        await Assertions.Expect(page.Locator("#attendance")).ToContainTextAsync("ผู้ประสานงานยืนยันว่าเข้าร่วม");
        await Look("session-attendance");

        await ConsoleTests.Answer(office, talk, 12);
        await Open("/", "today-after");
        await Open("/feedback", "feedback");
        await Open("/feedback/s1", "screening");
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "อ่านแล้ว" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("ข้อความ 11-12 จาก 12");
        await Open("/reports", "reports");
        await Open("/settings", "settings");
        await Open("/people", "people");
        await page.GetByLabel("ชื่อหรือรหัส").FillAsync("สมชาย");
        await page.GetByRole(AriaRole.Button, new() { Name = "ค้นหา" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "นายสมชาย" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(office.Address, "/people/somchai").ToString());
        await Look("person");
        await page.GetByRole(AriaRole.Button, new() { Name = "พิมพ์สลิปเข้าใช้" }).ClickAsync();
        await Assertions.Expect(page.Locator(".slips li")).ToHaveCountAsync(1);
        await Look("slips");
        await Open("/audit", "audit");
        await Open("/library/desk", "library-desk");
        await Open("/me", "me-data");
        Assert.Empty(requests.Where(request => new Uri(request.Url) is { Scheme: "http" or "https" } to && to.Authority != office.Address.Authority).Select(request => request.Url));

        async Task Open(string path, string name)
        {
            await page.GotoAsync(new Uri(office.Address, path).ToString());
            await Look(name);
        }

        async Task Look(string name)
        {
            await page.WaitForLoadStateAsync(LoadState.Load);
            await Pictures.Keep(page, $"console-{name}-{look}.png", whole: true);
            var wide = await page.EvaluateAsync<string[]>(
                "() => [document.documentElement, ...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' && e.clientWidth > 0 && !e.matches('input, select, textarea, .hidden, .scroll')).map(e => e.className || e.tagName)");
            Assert.Empty(wide);
            await page.EvaluateAsync(axe.Value);
            // The structure is the same at every width; colours are not the same in the dark.
            var only = dark ? ", runOnly: ['color-contrast']" : "";
            var found = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run(document, {{ resultTypes: ['violations']{only} }})).violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', '))");
            Assert.True(found.GetArrayLength() == 0, $"{name}: {found}");
        }
    }

    /// <summary>What the first page costs on a slow line: itself and what it names, without the fonts, as a proxy would compress it.</summary>
    async Task Budget(WebOffice office)
    {
        using var visit = await office.SignedIn("kanda");
        var first = await visit.Get("/");
        var bytes = Packed(first.Text);
        foreach (var part in Regex.Matches(first.Text, "(?:href|src)=\"(/assets/[^\"]+)\"").Select(match => match.Groups[1].Value).Distinct()) bytes += Packed((await visit.Get(part)).Text);
        output.WriteLine($"first page without fonts: {bytes / 1024.0:0.0} KB compressed (budget: 100 KB)");
        Assert.InRange(bytes, 1, 100 * 1024);

        static long Packed(string text)
        {
            using var packed = new MemoryStream();
            using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
            return packed.Length;
        }
    }
}
