using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Tests.Talk;

/// <summary>Forms that keep what was typed, and what is only said in private.</summary>
public sealed class FormsTests
{
    [Fact]
    public async Task A_refused_correction_comes_back_with_what_was_typed()
    {
        await using var office = await Office.Open();
        await office.Plan();
        await office.MoveTo(Office.Starts);
        await office.Coordinator.Says("แก้ลงชื่อ", Office.Ct);
        var again = await office.Coordinator.Clicks("correct", null, Filled("ไม่มีคนนี้"), Office.Ct);
        var form = Assert.IsType<CorrectForm>(again.Card);
        Assert.Equal(("ไม่มีคนนี้", false, "มาแทน"), (form.Person, form.Present, form.Reason));
        Assert.Contains("ไม่พบชื่อนี้", form.Note, StringComparison.Ordinal);
        Assert.IsType<Notice>((await office.Coordinator.Clicks("correct", null, Filled("somchai"), Office.Ct)).Card);

        static Dictionary<string, string> Filled(string person) => new() { ["session"] = "t1", ["person"] = person, ["present"] = "false", ["reason"] = "มาแทน" };
    }

    [Fact]
    public async Task A_list_longer_than_a_card_says_so_and_a_word_of_the_title_finds_the_rest()
    {
        await using var office = await Office.Open();
        for (var i = 0; i < 31; i++) await office.Plan($"t{i:D2}", Office.Starts.AddDays(i), title: i == 30 ? "ตลาดน้ำ ครั้งสุดท้าย" : $"ครั้งที่ {i}");
        var all = Assert.IsType<MoveForm>((await office.Coordinator.Says("เลื่อน", Office.Ct)).Card);
        Assert.Contains("แสดง 30 จาก 31", all.Note, StringComparison.Ordinal);
        Assert.Equal(["t30"], Assert.IsType<MoveForm>((await office.Coordinator.Says("เลื่อน ตลาดน้ำ", Office.Ct)).Card).Sessions.Select(s => s.Id));
        Assert.Equal(["t30"], Assert.IsType<CancelForm>((await office.Coordinator.Says("ยกเลิก ตลาดน้ำ", Office.Ct)).Card).Sessions.Select(s => s.Id));
        Assert.Contains("ไม่พบกิจกรรม", Assert.IsType<MoveForm>((await office.Coordinator.Says("เลื่อน หมู่บ้าน", Office.Ct)).Card).Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_for_the_page_gives_a_link_that_signs_this_person_in_once()
    {
        await using var office = await Office.Open();
        var notice = Assert.IsType<Notice>((await office.Somchai.Says("เว็บ", Office.Ct)).Card);
        Assert.True(SignInTicket.TryRead(notice.Url!.Split('/')[^1], out var ticket));
        Assert.Equal("somchai", ticket.Person);
        Assert.NotNull(await office.Get<SignInStore>().Enter(ticket, Office.Ct));
        Assert.Null(await office.Get<SignInStore>().Enter(ticket, Office.Ct));
    }

    [Theory]
    [InlineData("เว็บ")]
    [InlineData("ของฉัน")]
    [InlineData("รายงาน ไตรมาส 1")]
    public async Task Where_others_read_along_personal_words_are_not_answered(string text)
    {
        await using var office = await Office.Open();
        var before = office.Contents();
        var said = new Incoming.Said("kanda", text) { Shared = true };
        Assert.Contains("แชตส่วนตัว", Assert.IsType<Refusal>((await office.Get<Conversation>().Handle(said, Office.Ct)).Card).Title, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
        Assert.IsType<SessionList>((await office.Get<Conversation>().Handle(said with { Text = "ตาราง" }, Office.Ct)).Card);
    }
}
