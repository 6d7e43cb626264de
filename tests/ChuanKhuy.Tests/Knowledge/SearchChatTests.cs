using ChuanKhuy.Cards;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Tests.Cards;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>ค้นหา in the chat.</summary>
public sealed class SearchChatTests
{
    [Theory]
    [InlineData("ค้นหา ลูกหนีไม่จ่าย", "/library/k08")]
    [InlineData("ค้นหาปราชญ์ชุมชน", "/library/k27")]
    [InlineData("คนหา ของขวัญ ๓,๐๐๐ บาท", "/library/k30")]
    public async Task Anybody_finds_what_they_mean_with_a_link_to_read_it(string text, string page)
    {
        await using var office = await Office.Open();
        await using var file = File.OpenRead(Repository.File("tests", "ChuanKhuy.Bench", "data", "items.json"));
        await office.Get<LibraryImport>().Run(file, null, Office.Ct);
        var hits = Assert.IsType<SearchHits>((await office.Say("somchai", text)).Card);
        Assert.EndsWith(page, hits.Items[0].Url, StringComparison.Ordinal);
        Assert.NotEmpty(hits.Items[0].Passage);
    }

    [Theory]
    [InlineData("ค้นหา", "จะค้นเรื่องอะไร")]
    [InlineData("ค้นหา xyzzyqwerty", "ยังไม่พบ")]
    public async Task Nothing_asked_or_nothing_found_is_said_with_what_to_do(string text, string says)
    {
        await using var office = await Office.Open();
        Assert.Contains(says, Assert.IsType<Refusal>((await office.Say("somchai", text)).Card).Summary, StringComparison.Ordinal);
    }
}
