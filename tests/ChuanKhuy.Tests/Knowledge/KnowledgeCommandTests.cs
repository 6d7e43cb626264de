using System.Text.Json;
using ChuanKhuy.Tests.Cards;
using ChuanKhuy.Tests.Commands;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>The commands of the library as the built program runs them.</summary>
public sealed class KnowledgeCommandTests : IDisposable
{
    readonly Folder folder = new();

    string Data => folder.File("data");

    static string Given(string name) => Repository.File("tests", "ChuanKhuy.Bench", "data", name);

    [Fact]
    public async Task Draft_prints_the_form_that_scripts_read()
    {
        var said = (await Built.Run("draft", Given("t6-sammachip-procurement.vtt"), "--json")).IsDone().Out;
        using var json = JsonDocument.Parse(said);
        Assert.Equal("t6-sammachip-procurement.vtt", json.RootElement.GetProperty("source").GetString());
        var item = json.RootElement.GetProperty("items").EnumerateArray().First(item => item.GetProperty("category").GetString() == "manual");
        Assert.Equal("howto", item.GetProperty("format").GetString());
        Assert.True(item.GetProperty("minutes").GetDouble() > 0);
        Assert.Equal(
            item.GetProperty("units").EnumerateArray().Select(unit => unit.GetInt32()),
            item.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetProperty("units").EnumerateArray().Single().GetInt32()));
        Assert.Equal(said, (await Built.Run("draft", Given("t6-sammachip-procurement.vtt"), "--json")).Out);
    }

    [Fact]
    public async Task Draft_shows_people_each_sentence_with_its_place() =>
        Assert.Contains("[00:31 ประเสริฐ ชูช่วย]", (await Built.Run("draft", Given("t3-kkj.vtt"))).IsDone().Out, StringComparison.Ordinal);

    [Fact]
    public async Task Draft_refuses_a_web_page()
    {
        await File.WriteAllTextAsync(folder.File("page.txt"), "<!doctype html><p>สวัสดี</p>");
        (await Built.Run("draft", folder.File("page.txt"), "--json")).IsRefusal(1, "HTML", "web page");
    }

    [Fact]
    public async Task What_was_brought_in_is_found_by_the_next_command()
    {
        Assert.Contains("added 30", (await Built.Run("import", "library", Given("items.json"), "--data", Data)).IsDone().Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Built.Run("search", "ลูกหนีไม่จ่าย", "--json", "--data", Data)).IsDone().Out);
        var first = json.RootElement[0];
        Assert.Equal("k08", first.GetProperty("id").GetString());
        Assert.True(first.GetProperty("score").GetDouble() > json.RootElement[1].GetProperty("score").GetDouble());
        Assert.Equal("[]", (await Built.Run("search", "xyzzyqwerty", "--json", "--data", Data)).IsDone().Out.Trim());
    }

    public void Dispose() => folder.Dispose();
}
