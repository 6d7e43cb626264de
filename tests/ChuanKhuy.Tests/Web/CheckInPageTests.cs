using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Functions;

namespace ChuanKhuy.Tests.Web;

/// <summary>The sheet on the wall of a room, and what its QR code leads to.</summary>
public sealed class CheckInPageTests
{
    [Fact]
    public async Task Looking_signs_nobody_in_and_the_button_does()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan();
        office.Clock.SetUtcNow(talk.Starts);
        using var visit = await office.SignedIn("somchai");
        var seen = await visit.Get(Path(talk));
        Assert.Contains("คุณสมชาย อยู่ในกิจกรรมนี้", seen.Text, StringComparison.Ordinal);
        Assert.Empty(await office.Get<SessionStore>().Present("s1", WebOffice.Ct));

        Assert.Contains("ลงชื่อเข้าร่วมแล้ว", (await visit.Press(Path(talk))).Text, StringComparison.Ordinal);
        Assert.Contains("ลงชื่อไว้แล้ว", (await visit.Press(Path(talk))).Text, StringComparison.Ordinal);
        Assert.Equal(["somchai"], await office.Get<SessionStore>().Present("s1", WebOffice.Ct));
        await foreach (var row in office.Get<SessionStore>().EvidenceOf("s1", "somchai", WebOffice.Ct)) Assert.Equal(EvidenceSource.Code, row.Value.Source);
    }

    [Theory]
    [InlineData(-16, "ยังไม่ถึงเวลา")]
    [InlineData(121, "หมดเวลาลงชื่อแล้ว")]
    public async Task Outside_its_window_it_says_so_and_keeps_nothing(int minute, string says)
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan();
        office.Clock.SetUtcNow(talk.Starts.AddMinutes(minute));
        using var visit = await office.SignedIn("somchai");
        await visit.Get("/me");
        Assert.Contains(says, (await visit.Get(Path(talk))).Text, StringComparison.Ordinal);
        Assert.Equal(409, (await visit.Press(Path(talk))).Status);
        Assert.Empty(await office.Get<SessionStore>().Present("s1", WebOffice.Ct));
    }

    [Fact]
    public async Task A_stranger_reads_what_to_type_and_a_wrong_code_finds_nothing()
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan();
        office.Clock.SetUtcNow(talk.Starts);
        using var stranger = office.Visit();
        Assert.Contains($"ลงชื่อ {talk.Code}", (await stranger.Get(Path(talk))).Text, StringComparison.Ordinal);
        Assert.Equal(401, (await stranger.Post(Path(talk), null)).Status);
        Assert.Equal(404, (await stranger.Get("/in/s1/00000x")).Status);

        using var visit = await office.SignedIn("somchai");
        Assert.Equal(403, (await visit.Post(Path(talk), "forged")).Status);
        await visit.Get(Path(talk));
        Assert.Equal(404, (await visit.Press("/in/s1/00000x")).Status);
        Assert.Empty(await office.Get<SessionStore>().Present("s1", WebOffice.Ct));
    }

    [Theory]
    [InlineData("kanda", 200)]
    [InlineData("p-speaker", 200)]
    [InlineData("somchai", 404)]
    public async Task The_sheet_is_for_the_coordinator_and_the_speaker(string person, int status)
    {
        await using var office = await WebOffice.Open();
        var talk = await office.Plan(plan => plan with { Speakers = [new("p-speaker")] });
        using var visit = await office.SignedIn(person);
        var seen = await visit.Get("/s/s1/sheet");
        Assert.Equal(status, seen.Status);
        Assert.Equal(status == 200, seen.Text.Contains($"ลงชื่อ {talk.Code}", StringComparison.Ordinal));
    }

    /// <summary>By the standard's fixed parts (ISO/IEC 18004, finder patterns): a code with its margin, not a picture of something else.</summary>
    [Fact]
    public void The_code_has_its_three_corners_and_a_margin_of_four()
    {
        var modules = CheckInPage.Modules("https://chuankhuy.example.org/in/s1/12345");
        var last = modules.Count - 1;
        Assert.All(Enumerable.Range(0, 4), i => Assert.DoesNotContain(true, modules[i].Concat(modules[last - i]).Concat(modules.Select(row => row[i]))));
        Assert.All(new[] { (4, 4), (4, last - 10), (last - 10, 4) }, corner => Assert.All(Enumerable.Range(0, 7), i =>
            Assert.True(modules[corner.Item1][corner.Item2 + i] && modules[corner.Item1 + 6][corner.Item2 + i] && modules[corner.Item1 + i][corner.Item2])));
        Assert.False(modules[last - 4][last - 4] && modules[last - 4][last - 10] && modules[last - 10][last - 4] && modules[last - 9][last - 9]);
    }

    static string Path(Session talk) => $"/in/{talk.Id}/{talk.Code}";
}
