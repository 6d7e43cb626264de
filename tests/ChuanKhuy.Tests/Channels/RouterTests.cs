using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Tests.Channels;

/// <summary>One person on several channels gets one message.</summary>
public sealed class RouterTests
{
    static readonly Person Somchai = new("somchai", "นายสมชาย ใจดี", "8401", "1", "พัฒนากร", Roles.Staff, Email: "somchai@example.org");
    static readonly IReadOnlyList<Reach> Both = [new("teams", p => p.TeamsId is not null), new("webex", p => p.Email is not null), new("browser", _ => false)];

    [Theory]
    [InlineData("", null, null, "webex")] // only the address is known
    [InlineData("teams", null, null, "teams")] // the preferred channel knows them
    [InlineData("webex", null, null, "webex", "aad")] // where they were met, though another could try
    [InlineData("teams webex", "webex", null, "webex")] // where they wrote last
    [InlineData("teams webex", "webex", "teams", "teams")] // what they asked for
    [InlineData("-teams webex", "teams", "teams", "webex")] // a lost one is passed over, whatever they asked for
    [InlineData("-teams -webex", null, null, null)]
    [InlineData("-teams -webex", "browser", null, "browser")] // who has used the page is reached there
    [InlineData("teams", "browser", null, "browser")]
    [InlineData("teams", null, "browser", "browser")]
    [InlineData("teams", null, "fax", "teams")] // a channel that was taken away
    public void The_channel_of_a_person(string met, string? used, string? chosen, string? expected, string? teams = null)
    {
        var contacts = met.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (name.TrimStart('-'), new Contact("somchai", null, "", Office.Begin, name.StartsWith('-') ? "ถอนแอปออกแล้ว" : null)));
        Assert.Equal(expected, Router.Pick(Somchai with { TeamsId = teams }, new(contacts, [("somchai", new(used, chosen))]), Both));
    }

    [Theory]
    [InlineData("webex", 0)] // met there alone: messages go there anyway
    [InlineData("webex teams", 1)]
    [InlineData("teams", 1)]
    [InlineData("", 1)]
    public async Task The_channel_used_last_is_written_where_it_matters_and_once(string met, int written)
    {
        await using var office = await Office.Open();
        foreach (var channel in met.Split(' ', StringSplitOptions.RemoveEmptyEntries)) await office.Get<ContactStore>().Keep(channel, new("somchai", null, "", office.Now), Office.Ct);
        var before = office.Contents().Count;
        for (var i = 0; i < 3; i++) await office.Get<ContactStore>().Use("webex", "somchai", Office.Ct);
        Assert.Equal(written, office.Contents().Count - before);
    }

    [Fact]
    public async Task A_corrected_address_is_tried_where_the_old_one_had_failed()
    {
        await using var office = await Office.Open(people: []);
        await Import("somchai@example.org");
        await office.Get<ContactStore>().Lose("webex", "somchai", "ไม่พบที่อยู่นี้", Office.Ct);
        await Import("somchai@example.org");
        Assert.NotNull((await office.Get<ContactStore>().Load(Office.Ct)).Find("webex", "somchai"));
        await Import("somchai.j@example.org");
        Assert.Null((await office.Get<ContactStore>().Load(Office.Ct)).Find("webex", "somchai"));

        async Task Import(string address) =>
            await office.Get<RosterImport>().Run(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"id,name,district,roles,email\nsomchai,นายสมชาย ใจดี,8401,staff,{address}\n")), null, Office.Ct);
    }

    [Fact]
    public async Task Contacts_are_kept_lost_and_found_again_also_by_another_process()
    {
        await using var office = await Office.Open();
        await using var other = await Office.Open(data: office.Data, clock: office.Clock, people: []);
        var (store, theirs) = (office.Get<ContactStore>(), other.Get<ContactStore>());
        await store.Keep("teams", new("somchai", "29:1", "a:1", office.Now), Office.Ct);
        Assert.Equal("somchai", (await theirs.Load(Office.Ct)).Whose("teams", "29:1"));

        await store.Lose("teams", "somchai", "ถอนแอปออกแล้ว", Office.Ct);
        await store.Choose("somchai", "webex", Office.Ct);
        await store.Use("teams", "somchai", Office.Ct);
        Assert.Null((await theirs.Load(Office.Ct)).Find("teams", "somchai")!.Lost);
        office.Clock.Advance(TimeSpan.FromSeconds(2));
        var seen = await theirs.Load(Office.Ct);
        Assert.Equal(("a:1", "ถอนแอปออกแล้ว"), (seen.Find("teams", "somchai")!.Address, seen.Find("teams", "somchai")!.Lost));
        Assert.Equal(new Preference("teams", "webex"), seen.Of("somchai"));
    }
}
