using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Tests.Webex;

namespace ChuanKhuy.Tests.Channels;

/// <summary>"ส่งทาง …": one person, one message, where they want it.</summary>
public sealed class ChoiceTests : IAsyncLifetime
{
    WebexOffice office = null!;

    public async Task InitializeAsync() => office = await WebexOffice.Open();

    public async Task DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task Messages_go_where_the_person_asked_for_and_nowhere_else()
    {
        await office.Says("somchai", "ส่งทางเว็บ");
        await office.Says("malee", "ส่งทาง WEBEX");
        await office.Invite();
        Assert.Equal((1, 2), (office.To("somchai").Count, office.To("malee").Count));
        Assert.Contains(await office.Office.Somchai.Chat(Office.Ct), line => line.Summary!.Contains("ตลาดนัด", StringComparison.Ordinal));
        Assert.Empty(await office.Office.Malee.Chat(Office.Ct));

        await office.Office.Say("somchai", "ส่งทางเว็บเอ็กซ์");
        await office.Office.MoveTo(Office.Starts.AddDays(-1));
        Assert.Single(await office.Office.Somchai.Chat(Office.Ct));
        Assert.Contains("ยังไม่ได้ตอบรับ", office.To("somchai")[^1].Markdown, StringComparison.Ordinal);
        var rows = (await office.Office.Rows(MessageKind.Nudge)).Where(row => row.Person == "somchai");
        Assert.Equal("webex", rows.Single().Channel);
    }

    [Fact]
    public async Task Without_a_wish_the_channel_used_last_counts()
    {
        await office.Says("somchai", "ตาราง");
        await office.Office.Get<Core.People.ContactStore>().Use(BrowserChannel.ChannelName, "somchai", Office.Ct);
        await office.Invite();
        Assert.Single(office.To("somchai"));
        Assert.Single(await office.Office.Somchai.Chat(Office.Ct));
        Assert.Single(office.To("malee"));
    }

    [Theory]
    [InlineData("ส่งทาง Teams", "ส่งทาง Teams ไม่ได้")]
    [InlineData("ส่งทางแฟกซ์", "อยากรับข้อความทางไหน")]
    [InlineData("ส่งทาง", "อยากรับข้อความทางไหน")]
    [InlineData("ส่งทาง Webex", "จะส่งทาง Webex")]
    [InlineData("รับทาง เว็บ", "จะส่งทาง เว็บ")]
    public async Task The_answer(string said, string title) => Assert.Equal(title, Assert.IsType<Notice>((await office.Office.Say("somchai", said)).Card).Title);

    [Fact]
    public async Task A_channel_that_lost_the_person_cannot_be_chosen_and_the_help_names_the_word_only_where_there_is_a_choice()
    {
        await office.Office.Get<Core.People.ContactStore>().Lose("webex", "somchai", "ไม่พบบัญชี", Office.Ct);
        Assert.Equal("ส่งทาง Webex ไม่ถึง", ((Notice)(await office.Office.Say("somchai", "ส่งทาง Webex")).Card).Title);
        Assert.Contains(((Help)(await office.Office.Say("somchai", "ช่วยเหลือ")).Card).Commands, c => c.Word == "ส่งทาง Webex");
        await using var bare = await Office.Open();
        Assert.DoesNotContain(((Help)(await bare.Say("somchai", "ช่วยเหลือ")).Card).Commands, c => c.Word.StartsWith("ส่งทาง", StringComparison.Ordinal));
    }
}
