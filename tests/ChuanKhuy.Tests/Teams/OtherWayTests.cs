using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Tests.Webex;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests.Teams;

/// <summary>An office with Teams and Webex in which not everybody has the app: whom Teams refuses is written to in Webex at once, and by nobody twice.</summary>
public sealed class OtherWayTests
{
    [Fact]
    public async Task Whom_Teams_refuses_gets_the_message_in_Webex_and_the_report_tells_the_truth()
    {
        var clock = new FakeTimeProvider(Office.Begin.ToUniversalTime());
        await using var teams = new FakeTeams(clock);
        await teams.Listen();
        IReadOnlyList<Person> people = [.. Office.People.Select(p => p with { TeamsId = FakeTeams.Aad(p.Id), Email = WebexOffice.Address(p.Id) })];
        teams.Knows(people.Where(p => p.Id is not ("somchai" or "mana")));
        teams.Knows(people.Where(p => p.Id is "somchai" or "mana"), installed: false);
        await using var office = await WebexOffice.Open(builder => TeamsOffice.Configure(builder, teams), clock: clock, people: people);
        office.Webex.People.RemoveAll(p => p.Email == WebexOffice.Address("mana"));

        await office.Office.Plan();
        clock.SetUtcNow(Office.Starts.AddDays(-13).ToUniversalTime());
        await TeamsOffice.Drive(clock, office.Office.Tick());

        var rows = (await office.Office.Rows(MessageKind.Invite)).ToDictionary(row => row.Person, StringComparer.Ordinal);
        Assert.Equal(["kanda", "malee", "mana", "prasert", "somchai"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((DeliveryState.Sent, "webex", TeamsChannel.ChannelName), (rows["somchai"].State, rows["somchai"].Channel, rows["somchai"].Tried));
        Assert.Single(office.Webex.To(WebexOffice.Address("somchai")));
        Assert.Empty(teams.To("somchai"));
        // Neither of the two reaches Mana, and that is said.
        Assert.Equal((DeliveryState.Unreachable, "webex", TeamsChannel.ChannelName), (rows["mana"].State, rows["mana"].Channel, rows["mana"].Tried));
        Assert.NotNull(rows["mana"].Reason);
        foreach (var person in new[] { "kanda", "malee", "prasert" })
        {
            Assert.Equal((DeliveryState.Sent, TeamsChannel.ChannelName, null), (rows[person].State, rows[person].Channel, rows[person].Tried));
            Assert.Single(teams.To(person));
            Assert.Empty(office.Webex.To(WebexOffice.Address(person)));
        }

        // The next message needs no detour.
        clock.SetUtcNow(Office.Starts.AddDays(-5).AddHours(1).ToUniversalTime());
        await TeamsOffice.Drive(clock, office.Office.Tick());
        Assert.Equal(2, office.Webex.To(WebexOffice.Address("somchai")).Count);
        Assert.Null((await office.Office.Rows(MessageKind.Nudge)).Single(row => row.Person == "somchai").Tried);
    }
}
