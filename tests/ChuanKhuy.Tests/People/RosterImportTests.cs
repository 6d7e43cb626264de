using System.Text;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Tests.Samples;

namespace ChuanKhuy.Tests.People;

public sealed class RosterImportTests
{
    const string Head = "id,name,district,zone,position,roles,email,teams_id,webex_email\n";

    [Fact]
    public async Task A_line_becomes_a_person_with_code_zone_and_roles()
    {
        await using var office = await ImportOffice.Open();
        await office.People(Head + "p1,นางสาวสมหญิง  ใจดี,อ.ไชยา,,นักวิชาการพัฒนาชุมชน,staff;วิทยากร,p1@example.org,AAAAAAAA-1111-2222-3333-444444444444,w1@example.org\np2,นายสมชาย ใจดี,8400,,,,,,\n");
        var roster = await office.Rosters.Load(ImportOffice.Ct);
        Assert.Equal(
            new Person("p1", "นางสาวสมหญิง ใจดี", "8406", "2", "นักวิชาการพัฒนาชุมชน", Roles.Staff | Roles.Speaker, "p1@example.org", "aaaaaaaa-1111-2222-3333-444444444444", "w1@example.org"),
            roster.Find("p1"));
        Assert.Equal(new Person("p2", "นายสมชาย ใจดี", "8400", "", "", Roles.Staff), roster.Find("p2"));
    }

    [Fact]
    public async Task Thai_headings_semicolons_and_the_old_thai_encoding_are_read()
    {
        await using var office = await ImportOffice.Open();
        var windows874 = CodePagesEncodingProvider.Instance.GetEncoding(874)!;
        var done = await office.People(windows874.GetBytes("รหัส;ชื่อ-สกุล;อำเภอ;โซน;ตำแหน่ง;บทบาท;อีเมล;รหัส Teams;อีเมล Webex\r\np1;นายน้ำใจ ใจดี;เกาะสมุย;;พัฒนากร;\"เจ้าหน้าที่;พี่เลี้ยง\";p1@example.org;;\r\n"));
        Assert.Empty(done.Refused);
        var person = (await office.Rosters.Load(ImportOffice.Ct)).Find("p1")!;
        Assert.Equal(("นายน้ำใจ ใจดี", "8404", Roles.Staff | Roles.Mentor), (person.Name, person.District, person.Roles));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_writes_nothing()
    {
        await using var office = await ImportOffice.Open();
        const string File = Head + "p1,นายหนึ่ง ใจดี,8401,,,staff,p1@example.org,,\np2,นายสอง ใจดี,8406,,,head,,,\n";
        Assert.Equal("เพิ่ม 2", (await office.People(File)).Thai);
        var stamp = (await office.Tables.Find("people", "people", "stamp", ImportOffice.Ct))!.ETag;
        var again = await office.People(File);
        Assert.Equal((0, 0, 2), (again.Added, again.Changed, again.Unchanged));
        Assert.Equal(stamp, (await office.Tables.Find("people", "people", "stamp", ImportOffice.Ct))!.ETag);

        var changed = await office.People(Head + "p2,นายสอง ใจดี,8406,,,head;speaker,,,\n");
        Assert.Equal((0, 1, 0), (changed.Added, changed.Changed, changed.Unchanged));
        Assert.NotNull((await office.Rosters.Load(ImportOffice.Ct)).Find("p1")); // not in the file, and still there
    }

    [Theory]
    [InlineData(",นายหนึ่ง ใจดี,8401,,,staff,,,", "รหัส:", "id:")]
    [InlineData("ก1,นายหนึ่ง ใจดี,8401,,,staff,,,", "รหัส:", "id:")]
    [InlineData("p1,,8401,,,staff,,,", "ชื่อ-สกุล: ยังว่าง", "name:")]
    [InlineData("p1,=1+1,8401,,,staff,,,", "ชื่อ-สกุล:", "name:")]
    [InlineData("p1,นายหนึ่ง ใจดี,,,,staff,,,", "อำเภอ: ยังว่าง", "district:")]
    [InlineData("p1,นายหนึ่ง ใจดี,ปทุมวัน,,,staff,,,", "อำเภอ: ไม่รู้จัก \"ปทุมวัน\"", "district:")]
    [InlineData("p1,นายหนึ่ง ใจดี,8401,,,staff;king,,,", "บทบาท: ไม่รู้จัก \"king\"", "roles:")]
    [InlineData("p1,นายหนึ่ง ใจดี,8401,,,staff,p1@,,", "อีเมล:", "email:")]
    [InlineData("p1,นายหนึ่ง ใจดี,8401,,,staff,,12345,", "รหัส Teams:", "teams_id:")]
    [InlineData("p1,นายหนึ่ง ใจดี,8401,,,staff,,,not an address", "อีเมล Webex:", "webex_email:")]
    [InlineData("p0,นายหนึ่ง ใจดี,8401,,,staff,,,", "ซ้ำกับบรรทัด 2", "id:")]
    [InlineData("p1,นายหนึ่ง ใจดี,8401,,,staff,P0@example.org,,", "เป็นของ p0", "P0@example.org belongs")]
    [InlineData("p1,นายหนึ่ง ใจดี,8401,,,staff,,,,เกิน", "มีช่องมากกว่าหัวคอลัมน์", "The line has 10 cells")]
    public async Task A_bad_line_is_refused_by_its_number_and_the_good_ones_are_kept(string line, string thai, string english)
    {
        await using var office = await ImportOffice.Open();
        var done = await office.People($"{Head}p0,นายศูนย์ ใจดี,8401,,,staff,p0@example.org,,\n\n{line}\np9,นายเก้า ใจดี,8401,,,staff,,,\n");
        var refused = Assert.Single(done.Refused);
        Assert.Equal(4, refused.Line);
        Assert.Contains(thai, refused.Problem.Thai, StringComparison.Ordinal);
        Assert.StartsWith(english, refused.Problem.English, StringComparison.Ordinal);
        Assert.Equal(["p0", "p9"], (await office.Rosters.Load(ImportOffice.Ct)).People.Select(p => p.Id));
    }

    [Fact]
    public async Task A_zone_that_differs_from_the_table_wins_and_is_reported()
    {
        await using var office = await ImportOffice.Open();
        var done = await office.People(Head + "p1,นายหนึ่ง ใจดี,8401,โซน 3,,staff,,,\np2,นายสอง ใจดี,8401,1,,staff,,,\np3,นายสาม ใจดี,8400,4,,mentor,,,\np4,นายสี่ ใจดี,8401,ใต้,,staff,,,\n");
        Assert.Equal([2, 4, 5], done.Notes.Select(n => n.Line));
        Assert.Contains("ต่างจากตารางอำเภอ (อำเภอเมืองสุราษฎร์ธานี: โซน 1)", done.Notes[0].Problem.Thai, StringComparison.Ordinal);
        Assert.Equal(["3", "1", "4", "ใต้"], (await office.Rosters.Load(ImportOffice.Ct)).People.Select(p => p.Zone));
    }

    [Fact]
    public async Task Two_people_may_exchange_their_addresses_but_nobody_takes_one()
    {
        await using var office = await ImportOffice.Open();
        await office.People(Head + "p1,นายหนึ่ง ใจดี,8401,,,staff,a@example.org,,\np2,นายสอง ใจดี,8401,,,staff,b@example.org,,\n");
        Assert.Empty((await office.People(Head + "p1,นายหนึ่ง ใจดี,8401,,,staff,b@example.org,,\np2,นายสอง ใจดี,8401,,,staff,a@example.org,,\n")).Refused);
        Assert.Equal("p2", (await office.Rosters.Load(ImportOffice.Ct)).FindEmail("A@example.org")!.Id);

        // p2 gives up its address in a line that is refused: then the address is not free.
        var done = await office.People(Head + "p1,นายหนึ่ง ใจดี,8401,,,staff,a@example.org,,\np2,นายสอง ใจดี,ปทุมวัน,,,staff,c@example.org,,\n");
        Assert.Equal([2, 3], done.Refused.Select(r => r.Line));
        Assert.Equal("p2", (await office.Rosters.Load(ImportOffice.Ct)).FindEmail("a@example.org")!.Id);
    }

    [Fact]
    public async Task A_unit_gets_another_zone_from_the_offices_own_table()
    {
        await using var office = await ImportOffice.Open();
        await office.Units.Save(ShippedUnits.All, ImportOffice.Ct);
        var outcome = await new UnitImport(office.Units).Run(new MemoryStream(Encoding.UTF8.GetBytes("รหัส,ชื่อ,จังหวัด,โซน\n8406,ไชยา,สุราษฎร์ธานี,โซน 1\n8407,ท่าชนะ,สุราษฎร์ธานี,2\n,ไม่มีรหัส,,\n")), ImportOffice.Ct);
        var done = Assert.IsType<FileOutcome<Imported>.Taken>(outcome).Value;
        Assert.Equal((0, 1, 1, 1), (done.Added, done.Changed, done.Unchanged, done.Refused.Count));
        Assert.Equal("1", (await office.Units.Load(ImportOffice.Ct)).Find("8406")!.Zone);
    }

    [Theory]
    [InlineData("a@example.org", true)]
    [InlineData("first.last+tag@sub.example.co.th", true)]
    [InlineData("a@b", false)]
    [InlineData("a b@example.org", false)]
    [InlineData("a@@example.org", false)]
    [InlineData("a.@example.org", false)]
    [InlineData("a@-example.org", false)]
    [InlineData("a@example..org", false)]
    [InlineData("กข@example.org", false)]
    [InlineData("<a@example.org>", false)]
    [InlineData("", false)]
    public void An_address_is_one_that_offices_have(string text, bool valid) => Assert.Equal(valid, Emails.Valid(text));
}
