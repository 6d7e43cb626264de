using System.Net;
using System.Net.Sockets;
using System.Text;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Commands;

/// <summary>The program as its users start it: what it says, and with which code it ends.</summary>
public sealed class CommandTests : IDisposable
{
    const string Heading = "id,name,district,zone,position,roles,email,teams_id,webex_email\n";
    readonly Folder folder = new();

    string Data => folder.File("data");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("imprt")]
    [InlineData("import", "people")]
    [InlineData("import", "animals", "x.csv")]
    [InlineData("report", "attendance", "--from", "2026-10-01")]
    [InlineData("report", "weather", "--from", "2026-10-01", "--to", "2027-09-30", "--out", "x.csv")]
    [InlineData("tick", "--fast")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments) => (await Built.Run(arguments)).IsRefusal(2, "--help", " ");

    [Fact]
    public async Task Help_is_no_refusal() => Assert.Contains("import", (await Built.Run("--help")).IsDone().Out, StringComparison.Ordinal);

    [Fact]
    public async Task A_port_in_use()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        (await Built.Run("--urls", url, "--data", Data)).IsRefusal(1, "มีโปรแกรมอื่นใช้อยู่", "is in use");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written()
    {
        await File.WriteAllTextAsync(Data, "a file where the folder should be");
        (await Built.Run("tick", "--data", Path.Combine(Data, "office"))).IsRefusal(1, "โฟลเดอร์", "folder");
    }

    [Fact]
    public async Task A_damaged_database()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "chuankhuy.db"), string.Concat(Enumerable.Repeat("not a database ", 1000)));
        (await Built.Run("tick", "--data", Data)).IsRefusal(1, "ไฟล์", "chuankhuy.db");
    }

    [Fact]
    public async Task A_missing_file() =>
        (await Built.Run("import", "people", folder.File("nobody.csv"), "--data", Data)).IsRefusal(1, "เปิดไฟล์", "nobody.csv");

    [Fact]
    public async Task A_file_that_is_no_table()
    {
        var file = folder.File("people.csv");
        await File.WriteAllBytesAsync(file, [0, 1, 2, 3, 0, 0, 255, 254, 0]);
        (await Built.Run("import", "people", file, "--data", Data)).IsRefusal(1, "", "");
    }

    [Fact]
    public async Task Real_people_do_not_come_into_the_sample_office()
    {
        await using (var store = await Stores.Open(new("Sqlite", Path.Combine(Data, "chuankhuy.db"), null), TimeProvider.System, default))
            await new MarkStore(store.Store.Tables).Save(StoreMark.Sample, default);
        (await Built.Run("import", "people", await People("p1,นายสมชาย ใจดี,8401,,,staff,,,"), "--data", Data)).IsRefusal(1, "สำนักงานตัวอย่าง", "--data");
    }

    [Fact]
    public async Task Bad_lines_are_named_by_their_number_and_the_good_ones_kept_and_the_file_twice_changes_nothing()
    {
        var file = await People(
            "p1,นายสมชาย ใจดี,8401,,พัฒนากร,staff,p1@example.org,,", "p2,นางสาวมาลี สวนงาม,9999,,,staff,,,", ",นายไร้รหัส ใจดี,8401,,,staff,,,", "p4,นายมานะ อดทน,พุนพิน,,,staff;speaker,,,");
        var first = (await Built.Run("import", "people", file, "--data", Data)).IsDone();
        Assert.Contains("บรรทัด 3", first.Error, StringComparison.Ordinal);
        Assert.Contains("line 4", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("บรรทัด 2", first.Error, StringComparison.Ordinal);
        Assert.Contains("เพิ่ม 2", first.Out, StringComparison.Ordinal);
        var again = (await Built.Run("import", "people", file, "--data", Data)).IsDone();
        Assert.Contains("เหมือนเดิม 2", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("เพิ่ม", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_old_Thai_encoding_is_read()
    {
        var file = folder.File("old.csv");
        await File.WriteAllBytesAsync(file, Tis620("รหัส,ชื่อ-สกุล,อำเภอ,บทบาท\r\np1,นายสมชาย ใจดี,พุนพิน,staff\r\n"));
        Assert.Contains("เพิ่ม 1", (await Built.Run("import", "people", file, "--data", Data)).IsDone().Out, StringComparison.Ordinal);
        await using var office = await Office.Open(data: Data, people: []);
        Assert.Equal(("นายสมชาย ใจดี", "8417"), (await office.Get<Core.People.RosterStore>().Load(default)).Find("p1") is { } person ? (person.Name, person.District) : default);
    }

    [Fact]
    public async Task A_plan_says_how_many_messages_will_leave_and_when()
    {
        (await Built.Run("import", "people", await People("p1,นายสมชาย ใจดี,8401,,,staff,,,", "p2,นายวิชัย รู้รอบ,8400,,,speaker,,,"), "--data", Data)).IsDone();
        var plan = folder.File("plan.csv");
        await File.WriteAllTextAsync(plan, "id,kind,title,speakers,start,end,audience\nt1,talk,ชวนคุย,p2,2090-12-04 13:30,2090-12-04 15:00,all\nt2,talk,ผ่านไปแล้ว,p2,2020-12-02 13:30,2020-12-02 15:00,all\n");
        var done = (await Built.Run("import", "plan", plan, "--data", Data)).IsDone();
        Assert.Contains("เพิ่ม 2", done.Out, StringComparison.Ordinal);
        Assert.Contains("1 ข้อความ", done.Out, StringComparison.Ordinal);
        Assert.Contains("20 พ.ย. 33", done.Out, StringComparison.Ordinal);
        Assert.Contains("ยกเลิกการส่ง", done.Out, StringComparison.Ordinal);
        Assert.Contains("เหมือนเดิม 2", (await Built.Run("import", "plan", plan, "--data", Data)).IsDone().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newcomers_of_an_import_are_invited_to_what_is_ahead()
    {
        await using (var office = await Office.Open(data: Data, clock: new(TimeProvider.System.GetUtcNow())))
        {
            await office.Plan(starts: office.Now.AddDays(5));
            await office.Tick();
            Assert.Equal(5, (await office.Got(Core.Outbox.MessageKind.Invite)).Length);
        }
        var done = (await Built.Run("import", "people", await People("nok,นางสาวนก มาใหม่,8401,,,staff,,,"), "--data", Data)).IsDone();
        Assert.Contains("1 กิจกรรม", done.Out, StringComparison.Ordinal);
        (await Built.Run("tick", "--data", Data)).IsDone();
        await using var after = await Office.Open(data: Data, people: []);
        Assert.Single(await after.Visitor("nok").Chat(default));
        Assert.Single(await after.Somchai.Chat(default));
    }

    [Fact]
    public async Task The_demo_plays_to_its_end_and_holds()
    {
        var demo = (await Built.Run("demo")).IsDone();
        Assert.Contains("ครบทุกขั้น", demo.Out, StringComparison.Ordinal);
        Assert.Contains("84.00", demo.Out, StringComparison.Ordinal);
        Assert.Empty(demo.Error);
    }

    [Fact]
    public async Task The_demo_does_not_play_in_somebodys_data()
    {
        (await Built.Run("import", "people", await People("p1,นายสมชาย ใจดี,8401,,,staff,,,"), "--data", Data)).IsDone();
        (await Built.Run("demo", "--data", Data)).IsRefusal(1, "มีข้อมูลอยู่แล้ว", "holds data already");
        await using var office = await Office.Open(data: Data, people: []);
        Assert.Single((await office.Get<Core.People.RosterStore>().Load(default)).People);
    }

    [Theory]
    [InlineData("Storage__Kind", "Paper")]
    [InlineData("Office__TimeZone", "Siam/Bangkok")]
    [InlineData("Office__SatisfactionScale", "4.50")]
    [InlineData("Office__SatisfactionPercent", "median")]
    public async Task A_setting_that_cannot_be_used_is_named(string key, string value)
    {
        (await Built.With((key, value), "tick", "--data", Data)).IsRefusal(1, value, value);
    }

    async Task<string> People(params string[] lines)
    {
        var file = folder.File("people.csv");
        await File.WriteAllTextAsync(file, Heading + string.Join('\n', lines), new UTF8Encoding(true));
        return file;
    }

    /// <summary>TIS-620 has each Thai letter at its place in Unicode's block, from 0xA0 on.</summary>
    static byte[] Tis620(string text) => [.. text.Select(c => c < 0x80 ? (byte)c : (byte)(c - 0x0E00 + 0xA0))];
}
