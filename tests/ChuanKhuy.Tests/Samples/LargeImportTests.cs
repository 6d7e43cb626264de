using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Samples;

/// <summary>A whole department instead of one office.</summary>
public sealed class LargeImportTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const int People = 7_000;
    const int Sessions = 400;

    /// <summary>So slow is only a machine that is busy with other things: alone it takes 3 seconds. More would be work that grows with the square.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Seven_thousand_people_and_four_hundred_sessions_come_in_with_few_writes_and_twice_writes_nothing()
    {
        var (commits, read) = (0, 0);
        await using var office = await ImportOffice.Open((call, _) =>
        {
            if (call is { Operation: StorageOperation.Commit, Done: true }) Interlocked.Increment(ref commits);
            if (call is { Operation: StorageOperation.Query, Where: "people", Done: true }) Interlocked.Add(ref read, call.Rows);
            return default;
        });
        var (people, plan) = (PeopleFile(), PlanFile());
        var watch = Stopwatch.StartNew();
        var (staff, sessions) = (await office.People(people), await office.Plan(plan));
        var first = watch.Elapsed;
        Assert.Equal((People, Sessions), (staff.Added, sessions.Added));
        Assert.Empty(staff.Refused.Concat(sessions.Refused));
        Assert.Equal(Sessions * (People - 1), sessions.Messages);
        Assert.InRange(commits, Sessions, 1 + (People / 99) + 1 + (5 * Sessions)); // units, pages of people, and five for each session: join link, pointers to its work, its room and the act, and the session
        Assert.Equal(People, read); // the roster once, and not once a session

        commits = 0;
        var (staffAgain, sessionsAgain) = (await office.People(people), await office.Plan(plan));
        Assert.Equal((People, Sessions, 0), (staffAgain.Unchanged, sessionsAgain.Unchanged, sessionsAgain.Messages));
        Assert.Equal(0, commits);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first {first.TotalSeconds:0.00} s, again {(watch.Elapsed - first).TotalSeconds:0.00} s"));
        Assert.True(first < Patience, $"{first}");
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
