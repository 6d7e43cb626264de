using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace ChuanKhuy.Tests.Browser;

/// <summary>The main job as two people see it: real pages in a real browser, the real server, a clock that is moved by hand.</summary>
public sealed class DeskTests(Chromium chromium) : IClassFixture<Chromium>
{
    static readonly DateTimeOffset Monday = new(2026, 11, 2, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Two_people_are_invited_answer_sign_in_give_feedback_and_the_coordinator_gets_the_report()
    {
        await using var desk = await Desk.Open();
        var talk = await desk.Plan();
        await desk.MoveTo(talk.Starts.AddDays(-14));

        var malee = await desk.Show(chromium, "p010", 360, 800);
        var somchai = await desk.Show(chromium, "p011", 1280, 800);
        await Assertions.Expect(Cards(malee).Filter(new() { HasText = "ตลาดนัดคนไทยยิ้มได้" })).ToHaveCountAsync(1);

        await malee.GetByLabel("คำถามที่อยากถามวิทยากร").FillAsync("เริ่มจากหมู่บ้านเล็กได้ไหม");
        await Press(malee, "เข้าร่วม");
        await Says(malee, "คำถามของคุณจะถึงวิทยากร");
        await Press(somchai, "เข้าร่วม");
        await Says(somchai, "คุณตอบไว้ว่า เข้าร่วม");
        await Press(somchai, "ไม่สะดวก");
        await Says(somchai, "คุณตอบไว้ว่า ไม่สะดวก");
        await Pictures.Keep(malee, "desk-360.png");
        await Pictures.Keep(somchai, "desk-1280.png");
        Assert.Equal((Answer.Yes, Answer.No), (await desk.AnswerOf("p010"), await desk.AnswerOf("p011")));

        await desk.MoveTo(talk.Starts);
        await Press(malee, "ฉันอยู่ในกิจกรรม");
        await Says(malee, "ลงชื่อเข้าร่วมแล้ว");
        await Type(somchai, $"เช็คชื่อ {talk.Code}");
        await Says(somchai, "ลงชื่อเข้าร่วมแล้ว");

        await desk.MoveTo(talk.Ends.AddMinutes(-5));
        await malee.GetByLabel("ภาพรวม").SelectOptionAsync("5");
        await Press(malee, "ส่งความเห็น");
        await Says(malee, "ขอบคุณสำหรับความเห็น");

        await desk.MoveTo(talk.Ends.AddMinutes(31));
        var coordinator = await desk.Show(chromium, "p004", 390, 844);
        await Type(coordinator, "รายงาน พ.ย. 69");
        await Says(coordinator, "เข้าร่วม 2 จากเชิญ");
    }

    /// <summary>Somebody else's click shows up by itself: the page waits at the server.</summary>
    [Fact]
    public async Task What_one_window_does_the_other_shows_without_a_reload()
    {
        await using var desk = await Desk.Open();
        var one = await desk.Show(chromium, "p010", 1280, 800);
        var other = await desk.Show(chromium, "p010", 390, 844);
        await Type(one, "ตาราง");
        await Says(other, "กิจกรรมที่กำลังจะมา");
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_desk_fits_its_window_and_every_word_of_the_chat_is_answered(int width)
    {
        await using var desk = await Desk.Open();
        await desk.Plan();
        var page = await desk.Show(chromium, "p004", width, 800);
        string[] words = ["ช่วยเหลือ", "ตาราง", "ของฉัน", "ลงชื่อ", "รายงาน", "เพิ่มกิจกรรม", "เลื่อน", "ยกเลิก", "ใครยังไม่ตอบ", "ยกเลิกการส่ง", "สวัสดีปีใหม่"];
        foreach (var (index, word) in words.Index())
        {
            await Type(page, word);
            await Assertions.Expect(Cards(page)).ToHaveCountAsync(index + 1);
        }
        var wide = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' && e.clientWidth > 0 && !e.matches('input, select, textarea, .hidden')).map(e => e.className || e.tagName)");
        Assert.Empty(wide);
    }

    static ILocator Cards(IPage page) => page.Locator("#lines .card");

    static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Last.ClickAsync();

    static Task Says(IPage page, string text) => Assertions.Expect(page.Locator("#lines")).ToContainTextAsync(text);

    static async Task Type(IPage page, string text)
    {
        await page.Locator("#text").FillAsync(text);
        await page.Locator("#text").PressAsync("Enter");
    }

    sealed class Desk(Installation office, FakeTimeProvider clock, string folder) : IAsyncDisposable
    {
        public static async Task<Desk> Open()
        {
            var folder = Directory.CreateTempSubdirectory("chuankhuy-desk-").FullName;
            var clock = new FakeTimeProvider(Monday);
            var office = await Installation.Open(new Where(folder, "http://127.0.0.1:0"), default, clock, environment: Environments.Development);
            await SampleOffice.ClaimForDemo(office, default);
            await office.App.StartAsync();
            return new(office, clock, folder);
        }

        public async Task<Session> Plan()
        {
            var starts = Monday.AddDays(21).AddHours(4.5);
            var plan = new Plan(
                "talk-1", SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้", [new("p003")], "1", starts, starts.AddMinutes(90), null, Audience.All, MeetingKind.None, "ห้องประชุม 1", true);
            return Assert.IsType<Planned.Added>(await office.Get<Planner>().Apply(plan, null, default)).Session;
        }

        public async Task MoveTo(DateTimeOffset at)
        {
            clock.SetUtcNow(at);
            await new Pump(office).Tick(default);
        }

        public async Task<Answer?> AnswerOf(string person) => (await office.Get<SessionStore>().FindAnswer("talk-1", person, default))?.Value.Answer;

        public async Task<IPage> Show(Chromium chromium, string person, int width, int height)
        {
            var page = await chromium.NewPage(width, height);
            await page.GotoAsync($"{office.App.Urls.First()}/desk#{person}");
            await Assertions.Expect(page.Locator("#text")).ToBeEnabledAsync();
            return page;
        }

        public async ValueTask DisposeAsync()
        {
            await office.App.StopAsync();
            await office.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
