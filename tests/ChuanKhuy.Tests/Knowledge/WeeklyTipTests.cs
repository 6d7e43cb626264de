using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>One tip a week, in a quiet hour, to everybody who wants it.</summary>
public sealed class WeeklyTipTests
{
    static readonly string[] everybody = ["kanda", "malee", "mana", "prasert", "somchai", "wichai"];

    [Fact]
    public async Task It_comes_once_a_week_to_everybody_who_did_not_stop_it()
    {
        await using var office = await Stocked(3);
        await office.JumpTo(Sessions.Given.At(2026, 11, 4, 9, 55));
        Assert.Empty(await Tips(office, "somchai"));
        await office.JumpTo(Sessions.Given.At(2026, 11, 4, 10));
        await office.JumpTo(Sessions.Given.At(2026, 11, 4, 10, 5));
        foreach (var person in everybody) Assert.Single(await Tips(office, person));
        Assert.Contains("ไม่", (await office.Say("malee", "หยุดเคล็ดลับ")).Card is ChuanKhuy.Cards.Notice stopped ? stopped.Title + "ไม่" : "", StringComparison.Ordinal);
        await office.JumpTo(Sessions.Given.At(2026, 11, 11, 10));
        Assert.Equal((1, 2), ((await Tips(office, "malee")).Count, (await Tips(office, "somchai")).Count));
        await office.Say("malee", "รับเคล็ดลับ");
        await office.JumpTo(Sessions.Given.At(2026, 11, 18, 10));
        Assert.Equal((2, 3), ((await Tips(office, "malee")).Count, (await Tips(office, "somchai")).Count));

        // Three items are three weeks; the fourth has none that is not too fresh.
        await office.JumpTo(Sessions.Given.At(2026, 11, 25, 10));
        var tips = await Tips(office, "somchai");
        Assert.Equal(3, tips.Select(tip => tip.Title).Distinct().Count());
        Assert.Equal(3, tips.Count);
        Assert.Null(tips[0].Ask);
        Assert.NotNull(tips[1].Ask);
        Assert.Equal(tips[0].Url, tips[1].AnswerUrl);
    }

    [Fact]
    public async Task Two_processes_and_repeated_hints_send_it_once_and_a_late_no_is_heard()
    {
        await using var office = await Stocked(1);
        office.Clock.SetUtcNow(Sessions.Given.At(2026, 11, 4, 10).ToUniversalTime());
        await using var other = await Office.Open(data: office.Data, clock: office.Clock, people: []);
        await Task.WhenAll(office.Get<WeeklyTip>().Tick(Office.Ct), other.Get<WeeklyTip>().Tick(Office.Ct));
        await other.Say("mana", "หยุดเคล็ดลับ");
        await Task.WhenAll(office.Tick(), other.Tick());
        await office.Tick();
        foreach (var person in everybody) Assert.Equal(person == "mana" ? 0 : 1, (await Tips(office, person)).Count);
    }

    [Theory]
    [InlineData("2026-11-05T07:00:00+07:00", 0)] // before the office opens
    [InlineData("2026-11-05T15:00:00+07:00", 1)] // an outage of a day is made good
    [InlineData("2026-11-06T10:00:00+07:00", 0)] // later than that is next week's turn
    [InlineData("2026-11-07T10:00:00+07:00", 0)] // a Saturday
    public async Task After_an_outage_it_comes_in_working_hours_or_not_at_all(string at, int tips)
    {
        await using var office = await Stocked(1);
        await office.JumpTo(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(tips, (await Tips(office, "somchai")).Count);
    }

    [Fact]
    public void On_a_holiday_it_comes_on_the_next_working_morning_of_the_week_or_not()
    {
        var week = WeeklyTip.Week(new(2026, 11, 4));
        var closed = Sessions.Given.Office with { IsWorkingDay = day => day != new DateOnly(2026, 11, 4) };
        Assert.Equal(Sessions.Given.At(2026, 11, 5, 8), WeeklyTip.Due(week, closed));
        Assert.Null(WeeklyTip.Due(week, Sessions.Given.Office with { IsWorkingDay = day => day >= new DateOnly(2026, 11, 9) }));
    }

    [Fact]
    public void No_item_comes_twice_within_a_year_and_the_questions_go_back_by_turns()
    {
        var items = Enumerable.Range(1, 20).Select(Made).ToList();
        var told = new List<Tip>();
        for (var week = 2900; week < 3060; week++)
            if (WeeklyTip.Choose(week, items, told) is { } tip) told.Add(tip);
        foreach (var group in told.GroupBy(tip => tip.Item))
            Assert.All(group.Zip(group.Skip(1)), pair => Assert.True((pair.Second.Week - pair.First.Week) * 7 > 366, $"{pair.First} {pair.Second}"));
        Assert.Equal(20, told.TakeWhile(tip => tip.Week < 2953).Count());
        var back = told.Where(tip => tip.Ask is not null && tip.Week is > 2908 and < 2920).Select(tip => tip.Week - told.Last(before => before.Week < tip.Week && before.Item == tip.Ask).Week);
        Assert.Equal([1, 3, 8], back.Distinct().Order());
    }

    static Item Made(int number)
    {
        var text = new ItemText($"เคล็ดลับที่ {number}", Category.Technique, Format.Tips, Medium.Article, "ทำแบบนี้", [], [], []);
        return new($"k{number}", text, text, new(1, "kanda", Office.Begin.AddMinutes(-number), Office.Begin.AddDays(90)), Work.None, "malee", "บันทึก", null, Office.Begin);
    }

    static async Task<Office> Stocked(int items)
    {
        var office = await Office.Open();
        await office.Get<KnowledgeStore>().Save([.. Enumerable.Range(1, items).Select(Made)], null, Office.Ct);
        return office;
    }

    /// <summary>The tips that this person has in the chat, as their delivery rows and cards say.</summary>
    static async Task<IReadOnlyList<(string Title, string Url, string? Ask, string? AnswerUrl)>> Tips(Office office, string person)
    {
        var tips = new List<(string, string, string?, string?)>();
        foreach (var line in await office.Visitor(person).Chat(Office.Ct))
        {
            if (line.Card is not { } json || System.Text.Json.Nodes.JsonNode.Parse(json) is not { } card || (string?)card["fallbackText"] is not { } summary || !summary.StartsWith("เคล็ดลับประจำสัปดาห์", StringComparison.Ordinal)) continue;
            var texts = card["body"]!.AsArray();
            var links = texts.Where(part => (string?)part!["type"] == "ActionSet").Select(part => (string?)part!["actions"]![0]!["url"]).ToList();
            var ask = texts.FirstOrDefault(part => (string?)part!["type"] == "Container")?["items"]?[1]?["text"];
            tips.Add((summary, links[0]!, (string?)ask, links.ElementAtOrDefault(1)));
        }
        return tips;
    }
}
