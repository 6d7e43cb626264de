using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Samples;

/// <summary>A whole department instead of one office.</summary>
public sealed class LargeImportTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const int People = 7_000;
    const int Sessions = 400;

    [Fact]
    public async Task Seven_thousand_people_and_four_hundred_sessions_come_in_within_ten_seconds_and_twice_changes_nothing()
    {
        await using var office = await ImportOffice.Open();
        var (people, plan) = (PeopleFile(), PlanFile());
        var watch = Stopwatch.StartNew();
        var staff = await office.People(people);
        var afterPeople = watch.Elapsed;
        var sessions = await office.Plan(plan);
        var all = watch.Elapsed;
        Assert.Equal((People, Sessions), (staff.Added, sessions.Added));
        Assert.Empty(staff.Refused.Concat(sessions.Refused));
        Assert.Equal(Sessions * (People - 1), sessions.Messages);

        watch.Restart();
        var (staffAgain, sessionsAgain) = (await office.People(people), await office.Plan(plan));
        Assert.Equal((People, Sessions, 0), (staffAgain.Unchanged, sessionsAgain.Unchanged, sessionsAgain.Messages));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"people {afterPeople.TotalSeconds:0.00} s, people and plan {all.TotalSeconds:0.00} s, both again {watch.Elapsed.TotalSeconds:0.00} s"));
        Assert.True(all < TimeSpan.FromSeconds(10), $"{all}");
    }

    static string PeopleFile()
    {
        var file = new StringBuilder("id,name,district,zone,position,roles,email,teams_id,webex_email\n");
        for (var i = 0; i < People; i++)
            file.Append(CultureInfo.InvariantCulture, $"n{i:D5},นางสาวทดสอบ{i} ใจดี,{8400 + i % 20},,นักวิชาการพัฒนาชุมชน,staff,n{i:D5}@example.org,,\n");
        return file.ToString();
    }

    /// <summary>Speakers by name, which is the dearest way to find them.</summary>
    static string PlanFile()
    {
        var file = new StringBuilder("id,kind,title,speakers,zone,start,end,seats,audience,meeting,place,state\n");
        for (var i = 0; i < Sessions; i++)
        {
            var day = Given.Starts.AddDays(i % 300);
            file.Append(CultureInfo.InvariantCulture, $"s{i:D3},talk,ชวนคุยครั้งที่ {i},ทดสอบ{i} ใจดี,{1 + i % 4},{day:yyyy-MM-dd} 13:30,{day:yyyy-MM-dd} 15:00,,all,webex,,\n");
        }
        return file.ToString();
    }
}
