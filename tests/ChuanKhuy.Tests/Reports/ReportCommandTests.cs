using System.Text;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Reports;

/// <summary>`report attendance` over the life of one talk, whose title is one that a spreadsheet would run.</summary>
public sealed class ReportCommandTests : IAsyncLifetime, IDisposable
{
    const string Title = "=cmd|' /C calc'!A0";
    readonly Folder folder = new();

    string Data => folder.File("data");

    /// <summary>Of five invited Somchai said yes and came, Malee maybe and came, Mana no.</summary>
    public async Task InitializeAsync()
    {
        await using var office = await Office.Open(data: Data);
        await office.Plan(title: Title);
        await office.MoveTo(Office.Starts.AddDays(-13));
        await office.Somchai.Clicks("rsvp", ("choice", "yes"), null, Office.Ct);
        await office.Malee.Clicks("rsvp", ("choice", "maybe"), null, Office.Ct);
        await office.Mana.Clicks("rsvp", ("choice", "no"), null, Office.Ct);
        await office.MoveTo(Office.Starts);
        await office.Somchai.Clicks("checkin", null, null, Office.Ct);
        await office.Malee.Clicks("checkin", null, null, Office.Ct);
        await office.MoveTo(Office.Starts.AddHours(3));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task As_csv_it_opens_in_a_spreadsheet_and_nothing_in_it_is_a_formula()
    {
        var csv = await Report("session", "report.csv");
        Assert.Equal(
            """
            "วันที่","วันที่ (ค.ศ.)","รหัส","ประเภท","หัวข้อ","โซน","เชิญ","ตอบว่าเข้าร่วม","อาจจะ","ไม่สะดวก","ไม่ตอบ","เข้าร่วมจริง","ร้อยละของที่เชิญ"
            "2 ธ.ค. 69","2026-12-02","t1","คุณอำนวยชวนคุย","'=cmd|' /C calc'!A0","1",5,1,1,1,2,2,40
            "รวม",,,,,,5,1,1,1,2,2,40

            """.ReplaceLineEndings("\r\n"), csv);
    }

    [Fact]
    public async Task As_json_it_is_for_programs_and_keeps_the_title_as_it_is()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(await Report("session", "report.json"))!;
        Assert.Equal(
            """{"date":"2 ธ.ค. 69","day":"2026-12-02","id":"t1","kind":"คุณอำนวยชวนคุย","title":"=cmd|' /C calc'!A0","zone":"1","invited":5,"yes":1,"maybe":1,"no":1,"silent":2,"present":2,"presentPercent":40}""",
            json["rows"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("month", "ธันวาคม 2569")]
    [InlineData("quarter", "ไตรมาส 1")]
    [InlineData("zone", "ไม่มีโซน")]
    [InlineData("district", "อำเภอเมืองสุราษฎร์ธานี")]
    public async Task By_other_groups_the_sum_is_the_same(string by, string group)
    {
        var csv = await Report(by, "report.csv");
        Assert.Contains(group, csv, StringComparison.Ordinal);
        var total = csv.TrimEnd().Split("\r\n")[^1].Split(',');
        Assert.Contains("5", total);
        Assert.Equal("40", total[^1]);
    }

    [Theory]
    [InlineData("attendance", "x.xlsx", "PK")]
    [InlineData("attendance", "x.docx", "PK")]
    [InlineData("satisfaction", "x.xlsx", "PK")]
    [InlineData("satisfaction", "x.html", "<!doctype html>")]
    [InlineData("satisfaction", "x.csv", "")]
    [InlineData("kpi", "x.docx", "PK")]
    [InlineData("kpi", "x.json", "{")]
    public async Task Every_report_is_written_in_every_form(string what, string name, string begins)
    {
        (await Built.Run("report", what, "--from", "2026-10-01", "--to", "2026-12-31", "--by", "month", "--out", folder.File(name), "--data", Data)).IsDone();
        Assert.Contains(begins, Encoding.UTF8.GetString((await File.ReadAllBytesAsync(folder.File(name)))[..40]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Satisfaction_by_district_is_refused_with_a_sentence() =>
        (await Built.Run("report", "satisfaction", "--from", "2026-10-01", "--to", "2026-12-31", "--by", "district", "--out", folder.File("x.csv"), "--data", Data)).IsRefusal(1, "อำเภอ", "district");

    [Fact]
    public async Task Rebuild_says_that_nothing_changed() =>
        Assert.Contains("1 กิจกรรม ตัวเลขเปลี่ยน 0", (await Built.Run("rebuild", "--data", Data)).IsDone().Out, StringComparison.Ordinal);

    [Fact]
    public async Task Buddhist_years_are_understood_too() =>
        (await Built.Run("report", "attendance", "--from", "2569-12-01", "--to", "2569-12-31", "--out", folder.File("x.csv"), "--data", Data)).IsDone();

    [Theory]
    [InlineData("2026-12-31", "2026-12-01", "x.csv", "วันสุดท้าย")]
    [InlineData("yesterday", "2026-12-01", "x.csv", "--from")]
    [InlineData("2026-12-01", "2026-12-31", "x.pdf", ".csv")]
    [InlineData("2026-12-01", "2026-12-31", "nowhere/x.csv", "เขียนไฟล์")]
    public async Task What_cannot_be_written_is_refused_and_leaves_no_file(string from, string to, string file, string sentence)
    {
        (await Built.Run("report", "attendance", "--from", from, "--to", to, "--out", folder.File(file), "--data", Data)).IsRefusal(1, sentence, "");
        Assert.Equal(["data"], new DirectoryInfo(folder.Path).GetFileSystemInfos().Select(entry => entry.Name));
    }

    async Task<string> Report(string by, string name)
    {
        var file = folder.File(name);
        (await Built.Run("report", "attendance", "--from", "2026-12-01", "--to", "2026-12-31", "--by", by, "--out", file, "--data", Data)).IsDone();
        var bytes = await File.ReadAllBytesAsync(file);
        if (name.EndsWith(".csv", StringComparison.Ordinal)) Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
    }
}
