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

        await Open($"/join/{talk.Join}", "join-early");
        office.Clock.SetUtcNow(talk.Starts.AddMinutes(-10));
        await Open($"/join/{talk.Join}", "join");
        await Open("/s/none", "missing");

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
