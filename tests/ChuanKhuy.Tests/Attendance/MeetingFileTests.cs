using System.Globalization;
using System.Text;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Tests.Cards;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Attendance;

/// <summary>Files as people download them, with Thai names; what is read from each stands beside it.</summary>
public sealed class MeetingFileTests
{
    [Theory]
    [InlineData("teams.csv")]
    [InlineData("teams-thai.csv")]
    [InlineData("teams-before.csv")]
    [InlineData("teams-oldest.csv")]
    [InlineData("teams-utc.csv")]
    [InlineData("webex.csv")]
    [InlineData("webex-comma.csv")]
    [InlineData("graph.json")]
    [InlineData("webex.json")]
    public async Task A_report_is_read_as_it_was_downloaded(string name)
    {
        var (file, golden) = (Folder(name), Folder($"{name}.txt"));
        var read = Show(Assert.IsType<FileOutcome<IReadOnlyList<MeetingRecord>>.Taken>(Read(await File.ReadAllBytesAsync(file))).Value);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(golden, read);
        Assert.Equal((await File.ReadAllTextAsync(golden)).ReplaceLineEndings("\n"), read);
    }

    /// <summary>The same meeting, told in all the ways: Somchai was there from 13.28 to 14.00 and from 14.30 to 15.01.</summary>
    [Theory]
    [InlineData("teams.csv", 3600)]
    [InlineData("teams-before.csv", 3600)]
    [InlineData("teams-oldest.csv", 3600)]
    [InlineData("teams-thai.csv", 5400)]
    [InlineData("teams-utc.csv", 5400)]
    [InlineData("webex.csv", 3600)]
    [InlineData("webex-comma.csv", 3600)]
    [InlineData("graph.json", 3600)]
    [InlineData("webex.json", 3600)]
    public async Task However_it_is_told_the_time_is_the_same(string name, int seconds)
    {
        var records = ((FileOutcome<IReadOnlyList<MeetingRecord>>.Taken)Read(await File.ReadAllBytesAsync(Folder(name)))).Value;
        var stays = records.Where(r => r.Name?.Contains("สมชาย", StringComparison.Ordinal) == true).SelectMany(r => r.Stays).ToList();
        var time = new Timeline(Given.Starts, Given.Starts.AddMinutes(90));
        Assert.Equal(seconds, Timeline.Union([.. stays.Select(s => time.Clip(s)!.Value)]));
    }

    [Theory]
    [InlineData("12/2/26, 1:28:11 PM")]
    [InlineData("2/12/2026 13:28:11")]
    [InlineData("02.12.2026, 13:28:11")]
    [InlineData("2/12/2569 13:28:11")]
    [InlineData("2/12/69 13.28.11 น.")]
    [InlineData("๒ ธันวาคม ๒๕๖๙ 13:28:11")]
    [InlineData("2 ธ.ค. 2569 เวลา 13:28:11")]
    [InlineData("2026-12-02 13:28:11")]
    [InlineData("=\"2026-12-02 13:28:11\"")]
    [InlineData("2026-12-02T13:28:11", false)]
    [InlineData("31/31/2026 13:28:11", false)]
    [InlineData("12/2/26, 25:28:11", false)]
    [InlineData("", false)]
    public void Times_are_read_in_every_language(string text, bool understood = true) =>
        Assert.Equal(understood ? Given.Starts.AddMinutes(-2).AddSeconds(11) : null, new MeetingTimesOf(Given.Starts).Read(text));

    [Theory]
    [InlineData("", "ไม่พบ")]
    [InlineData("ชื่อ,อำเภอ\nสมชาย,8401\n", "อ่านไฟล์นี้ไม่ออก")]
    [InlineData("{\"value\":[]}", "ไม่พบรายชื่อ")]
    [InlineData("{\"value\":", "JSON")]
    [InlineData("{\"items\":[{\"joinedTime\":\"soon\",\"displayName\":\"ก\"}]}", "JSON")]
    [InlineData("Full Name\tUser Action\tTimestamp\nสมชาย\tJoined\t11/2/2026, 1:20:05 PM\n", "วันอื่น")]
    public void What_is_no_report_of_this_session_is_refused_in_a_sentence(string text, string says)
    {
        var problem = Assert.IsType<FileOutcome<IReadOnlyList<MeetingRecord>>.Unreadable>(Read(Encoding.UTF8.GetBytes(text))).Problem;
        if (text.Length > 0) Assert.Contains(says, problem.Thai, StringComparison.Ordinal);
        Assert.NotEmpty(problem.English);
    }

    sealed class MeetingTimesOf(DateTimeOffset starts)
    {
        public DateTimeOffset? Read(string cell)
        {
            var text = $"Display Name\tAttendee Email\tJoin Time\tLeave Time\nสมชาย\ta@example.go.th\t{cell}\t\n";
            var read = MeetingFile.Read(Encoding.UTF8.GetBytes(text), starts, Given.Bangkok);
            return ((FileOutcome<IReadOnlyList<MeetingRecord>>.Taken)read).Value.Single().Stays.Single().Joined;
        }
    }

    static FileOutcome<IReadOnlyList<MeetingRecord>> Read(byte[] bytes) => MeetingFile.Read(bytes, Given.Starts, Given.Bangkok);

    static string Folder(string name) => Repository.File("tests", "ChuanKhuy.Tests", "Attendance", "Files", name);

    static string Show(IEnumerable<MeetingRecord> records) => string.Concat(records.Select(r =>
        $"{r.Source} | {r.Name} | {r.Email} | {r.Account} | {r.Device}\n{string.Concat(r.Stays.Select(s => $"  {At(s.Joined)} - {At(s.Left)} {s.Seconds}\n"))}"));

    static string At(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture) ?? "?";
}
