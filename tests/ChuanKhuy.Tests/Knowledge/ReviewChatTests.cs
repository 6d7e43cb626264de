using ChuanKhuy.Cards;
using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>ตรวจองค์ความรู้ and ความยินยอม in the chat.</summary>
public sealed class ReviewChatTests
{
    static readonly ItemText text = new("ตรวจรับของ", Category.Faq, Format.Quick, Medium.Article, "รับเฉพาะที่ถูกต้อง", [], [], []);

    [Fact]
    public async Task The_reviewer_lets_out_what_somebody_else_wrote_and_sends_back_with_a_word()
    {
        await using var office = await Office.Open();
        Assert.IsType<Notice>((await office.Say("kanda", "ตรวจองค์ความรู้")).Card);
        await Keep(office, "k1", text, "malee");
        await Keep(office, "k2", text with { Title = "ออมก่อนใช้" }, "malee");
        await Keep(office, "k3", text with { Title = "ของฉันเอง" }, "kanda");
        Assert.IsType<Refusal>((await office.Click(office.Somchai, await office.Seal(await office.Say("kanda", "ตรวจองค์ความรู้"), office.Somchai, "review"))).Card);

        var first = await office.Say("kanda", "ตรวจองความรู้");
        Assert.Equal((1, "k1"), (((ReviewItem)first.Card).Left, ((ReviewItem)first.Card).Session));
        var publish = await office.Seal(first, office.Coordinator, "review", ("publish", "true"));
        var next = await office.Click(office.Coordinator, publish);
        Assert.Equal(("k2", "เผยแพร่แล้ว ขอบคุณ"), (((ReviewItem)next.Card).Session, ((ReviewItem)next.Card).Note));
        Assert.Equal("kanda", (await Find(office, "k1")).Release?.By);

        var back = await office.Seal(next, office.Coordinator, "review", ("publish", "false"));
        Assert.Contains("ควรแก้ตรงไหน", ((ReviewItem)(await office.Click(office.Coordinator, back)).Card).Note, StringComparison.Ordinal);
        Assert.IsType<Notice>((await office.Click(office.Coordinator, back.With(("note", "เพิ่มตัวเลข")))).Card);
        Assert.Equal((Work.Draft, "เพิ่มตัวเลข"), ((await Find(office, "k2")).Work, (await Find(office, "k2")).Note));
    }

    [Fact]
    public async Task What_changed_since_the_card_or_has_open_questions_is_not_let_out_there()
    {
        await using var office = await Office.Open();
        var item = await Keep(office, "k1", text, "malee");
        var seen = await office.Seal(await office.Say("kanda", "ตรวจองค์ความรู้"), office.Coordinator, "review", ("publish", "true"));
        var stored = (await office.Get<KnowledgeStore>().Find("k1", Office.Ct))!;
        await office.Get<KnowledgeStore>().Keep(stored, item with { Working = text with { Body = "โทร 081-234-5678" }, Revision = 1 }, Office.Ct);
        var card = (ReviewItem)(await office.Click(office.Coordinator, seen)).Card;
        Assert.Contains("มีคนแก้เรื่องนี้ไปแล้ว", card.Note, StringComparison.Ordinal);
        Assert.Contains("081-234-5678", Assert.Single(card.Doubts), StringComparison.Ordinal);
        Assert.Contains("ข้อมูลส่วนบุคคล", ((ReviewItem)(await office.Click(office.Coordinator, seen.With(("revision", "1")))).Card).Note, StringComparison.Ordinal);
        Assert.Null((await Find(office, "k1")).Release);
    }

    [Fact]
    public async Task A_speaker_agrees_takes_it_back_and_nobody_else_does_it_for_them()
    {
        await using var office = await Office.Open();
        await office.Plan();
        await office.JumpTo(Office.Starts.AddHours(20));
        var made = await office.Get<Drafting>().Run("ออม\n\nต้องออมก่อนใช้ทุกเดือน"u8.ToArray(), "บันทึก", await office.Find(), "kanda", Office.Ct);
        Assert.IsType<Core.Import.FileOutcome<string>.Taken>(made);
        await office.Tick();
        var button = await Office.Button(office.Speaker, "consent", ("give", "true"));
        Assert.IsType<Refusal>((await office.Click(office.Somchai, button)).Card);
        Assert.Contains("ยินยอมไว้", ((ChuanKhuy.Cards.Consent)(await office.Click(office.Speaker, button)).Card).Status, StringComparison.Ordinal);
        Assert.Equal((true, "wichai"), ((await Given(office))!.Given, (await Given(office))!.By));
        var held = await office.Say("wichai", "ความยินยอม");
        await office.Click(office.Speaker, await office.Seal(held, office.Speaker, "consent", ("give", "false")));
        Assert.False((await Given(office))!.Given);
        var item = Assert.Single(await office.Get<Reviewing>().All(Office.Ct));
        Assert.Equal(["นายวิชัย รู้รอบ"], (await office.Get<Reviewing>().Look(item, Office.Ct)).Silent);
    }

    static async Task<Core.Knowledge.Consent?> Given(Office office) => await office.Get<ConsentStore>().Find("t1", "wichai", Office.Ct);

    static async Task<Item> Find(Office office, string id) => (await office.Get<KnowledgeStore>().Find(id, Office.Ct))!.Value;

    static async Task<Item> Keep(Office office, string id, ItemText text, string author)
    {
        var item = new Item(id, text, null, null, Work.InReview, author, "บันทึก", null, office.Now);
        await office.Get<KnowledgeStore>().Keep(null, item, Office.Ct);
        return item;
    }
}
