using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Privacy;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Privacy;

/// <summary>What is forgotten when its time is over, and what is not.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task Old_things_go_once_a_day_and_young_ones_stay()
    {
        await using var office = await Office.Open(configure: builder => builder.Configuration["Privacy:ChatDays"] = "100");
        var (ct, retention) = (Office.Ct, office.Get<Retention>());
        await office.Plan(starts: office.Now.AddDays(1));
        await Old("old");
        await Blob("attendance/t1/x");
        await Blob("transcripts/d1");
        await Blob("transcripts/orphan");
        var text = new ItemText("เรื่อง", Category.Technique, Category.Technique.Usual(), Medium.Article, "เนื้อ", [], [], []);
        await office.Get<KnowledgeStore>().Save([new("d1-01", text, text, null, Work.None, "kanda", "", null, office.Now, Batch: "d1")], null, ct);
        office.Clock.Advance(TimeSpan.FromDays(99));
        Assert.Equal(2, await retention.Tick(ct)); // what was parked, and a link that nobody can use any more
        office.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await retention.Tick(ct)); // the chat
        Assert.Equal(0, await retention.Tick(ct));
        office.Clock.Advance(TimeSpan.FromDays(300));
        await Old("young");
        Assert.Equal(3, await retention.Tick(ct)); // two sources, one search in vain
        Assert.Equal(["transcripts/orphan"], await Names());
        Assert.Equal("young", Assert.Single((await office.Get<ChatStore>().Lines("malee", ct)).Lines).Id);
        Assert.NotNull(await office.Get<KnowledgeStore>().Find("d1-01", ct));

        async Task Old(string id)
        {
            var received = new Bot.Received("teams", "{}", office.Now, office.Now);
            await office.Get<InboxStore>().Accept(id, received, ct);
            await office.Get<InboxStore>().Park((await office.Get<InboxStore>().Find("teams", id, ct))!, "why", ct);
            await office.Get<ChatStore>().Add("malee", new(id, office.Now, Said: "สวัสดี"), ct);
            await office.Get<SignInStore>().Invite("malee", TimeSpan.FromMinutes(10), ct);
            await office.Get<MissStore>().Note($"เรื่องที่ไม่มีใครเขียน {id}", [], ct);
        }

        async Task Blob(string name)
        {
            using var content = new MemoryStream([1]);
            await office.Get<IBlobs>().Put(name, content, ct);
        }

        async Task<List<string>> Names()
        {
            var names = new List<string>();
            await foreach (var name in office.Get<IBlobs>().List("", ct)) names.Add(name);
            return names;
        }
    }
}
