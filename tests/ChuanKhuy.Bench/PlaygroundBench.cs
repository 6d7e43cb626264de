using System.Diagnostics;
using System.Globalization;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace ChuanKhuy.Bench;

/// <summary>
/// One person's chat with the product in Microsoft's own Agents Playground, driven in a browser as a person would: the app is installed, a word typed,
/// an invitation answered and changed, attendance signed and feedback given. Each step is looked at in the store too.
/// </summary>
static class PlaygroundBench
{
    const string Me = "p010";

    /// <param name="pictures">The folder for the screenshots.</param>
    public static async Task<bool> Run(string pictures)
    {
        var (folder, watch) = (Directory.CreateTempSubdirectory("chuankhuy-playground-"), Stopwatch.StartNew());
        Directory.CreateDirectory(pictures);
        try
        {
            var clock = new MovedClock();
            await using var office = await Installation.Open(
                new Where(Path.Combine(folder.FullName, "data"), "http://127.0.0.1:0"), default, clock, background: true, environment: Environments.Development, configure: builder =>
                {
                    builder.Logging.ClearProviders();
                    builder.Configuration["Teams:Playground"] = "true";
                });
            await SampleOffice.ClaimForDemo(office, default);
            await office.App.StartAsync();
            var roster = await office.Get<RosterStore>().Load(default);
            var me = roster.Find(Me)!;
            using var playground = await AgentsPlayground.Start(folder.FullName, new($"{office.App.Urls.Single()}/api/messages"), me, roster.After(Me).Take(5));
            Console.WriteLine($"{AgentsPlayground.Name} at {playground.Address}, the bot at {office.App.Urls.Single()}, {me.Name} before it");
            await using var browser = await LocalChromium.Start();
            await new Conversation(office, clock, await Page(browser, playground.Address), pictures).Play();
            await office.App.StopAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"every step held, in {watch.Elapsed.TotalSeconds:0} s; pictures in {Path.GetFullPath(pictures)}"));
            return true;
        }
        catch (Exception fault) when (fault is PlaywrightException or TimeoutException or InvalidOperationException)
        {
            Console.WriteLine($"failed: {fault.Message}");
            return false;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The Playground's page, which gets nothing from anywhere but this machine.</summary>
    static async Task<IPage> Page(IBrowser browser, Uri address)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 }, Locale = "th-TH", TimezoneId = "Asia/Bangkok" });
        context.SetDefaultTimeout(60_000);
        await context.RouteAsync("**/*", route => new Uri(route.Request.Url).IsLoopback ? route.ContinueAsync() : route.AbortAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri);
        await page.GetByText("Connected.").WaitForAsync();
        return page;
    }

    sealed class Conversation(Installation office, MovedClock clock, IPage page, string pictures)
    {
        int step;

        public async Task Play()
        {
            try
            {
                await PlayThrough();
            }
            catch (Exception fault) when (fault is PlaywrightException or TimeoutException or InvalidOperationException)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, "playground-failed.png") });
                throw;
            }
        }

        async Task PlayThrough()
        {
            await Install();
            var talk = await Plan();
            await Type("ตาราง");
            await Says(talk.Plan.Title);
            await Done("typed ตาราง and got the timetable");

            await MoveTo(talk.Starts.AddDays(-14));
            await Button("เข้าร่วม").WaitForAsync();
            await Done("the invitation came by itself");
            var cards = await Cards.CountAsync();
            await Press("เข้าร่วม");
            await Says("คุณตอบไว้ว่า เข้าร่วม");
            await Holds(await AnswerOf(talk) is Answer.Yes, "yes is stored");
            await Press("ไม่สะดวก");
            await Says("คุณตอบไว้ว่า ไม่สะดวก");
            await Press("เข้าร่วม");
            await Says("คุณตอบไว้ว่า เข้าร่วม");
            await Holds(await AnswerOf(talk) is Answer.Yes && await Cards.CountAsync() == cards, "the card was changed in its place, three times");
            await Done("answered, changed and answered again");

            await MoveTo(talk.Starts.AddMinutes(1));
            await Press("ฉันอยู่ในกิจกรรม");
            await Says("ลงชื่อเข้าร่วมแล้ว");
            await Holds(await office.Get<SessionStore>().Present(talk.Id, Me, default), "attendance is stored");
            await Done("signed in");

            await MoveTo(talk.Ends.AddMinutes(-4));
            await Says("ส่งความเห็น");
            await Done("the feedback card came");
            await page.GetByLabel("ภาพรวม").Last.ClickAsync();
            await page.GetByRole(AriaRole.Option, new() { Name = "5 มากที่สุด" }).Last.ClickAsync();
            await Press("ส่งความเห็น");
            await Says("ขอบคุณสำหรับความเห็น");
            await Done("gave feedback");
        }

        ILocator Cards => page.Locator(".ac-adaptiveCard");

        async Task Install()
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Mock an Activity" }).ClickAsync();
            await page.GetByText("Install application", new() { Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Send activity" }).ClickAsync();
            while (await office.Get<ContactStore>().Find(TeamsChannel.ChannelName, Me, default) is null) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            await Done("installed the app, and the person is a contact");
        }

        async Task<Session> Plan()
        {
            var day = office.Get<OfficeCalendar>().Day(clock.GetUtcNow()).AddDays(35);
            var starts = new DateTimeOffset(day.Year, day.Month, day.Day, 6, 30, 0, TimeSpan.Zero);
            var plan = new Plan(
                "talk-1", SessionKind.Talk, "ตลาดนัดคนไทยยิ้มได้ ทำอย่างไรให้ชุมชนเดินเอง", [new("p003")], "1", starts, starts.AddMinutes(90), null, Audience.All, MeetingKind.None,
                "ห้องประชุม 1", true);
            return await office.Get<Planner>().Apply(plan, null, default) is Planned.Added added ? added.Session : throw new InvalidOperationException("The talk was not planned.");
        }

        async Task MoveTo(DateTimeOffset at)
        {
            clock.MoveTo(at);
            await new Pump(office).Tick(default);
        }

        async Task<Answer?> AnswerOf(Session session) => (await office.Get<SessionStore>().FindAnswer(session.Id, Me, default))?.Value.Answer;

        async Task Type(string text)
        {
            await page.Locator("[role=textbox][contenteditable=true]").First.ClickAsync();
            await page.Keyboard.InsertTextAsync(text);
            await page.GetByRole(AriaRole.Button, new() { Name = "Send Message" }).ClickAsync();
        }

        ILocator Button(string name) => Cards.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).Last;

        Task Press(string button) => Button(button).ClickAsync();

        Task Says(string text) => Cards.Filter(new() { HasText = text }).Last.WaitForAsync();

        static Task Holds(bool holds, string what)
        {
            if (!holds) throw new InvalidOperationException($"It does not hold that {what}.");
            Console.WriteLine($"  {what}");
            return Task.CompletedTask;
        }

        async Task Done(string what)
        {
            step++;
            var file = Path.Combine(pictures, string.Create(CultureInfo.InvariantCulture, $"playground-{step}.png"));
            await page.ScreenshotAsync(new() { Path = file });
            Console.WriteLine($"{step}. {what} ({Path.GetFileName(file)})");
        }
    }
}
