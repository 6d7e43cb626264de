using System.Text.Json;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Tests.Cards;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Knowledge;

/// <summary>Thai is found as people type it.</summary>
public sealed class SearchTests
{
    static readonly IReadOnlyList<Searchable> items = Items();
    static readonly SearchIndex index = new(items);

    [Theory]
    [InlineData("ปราชญ์ชุมชน", "k27")] // as it is written
    [InlineData("เฉพาะเจาะจง", "k24")] // inside an unspaced phrase
    [InlineData("โคกหนองนา", "k15")] // the text has spaces
    [InlineData("หลักเกณกองทุนสตรี", "k06")] // without silent letters
    [InlineData("ไขเค็ม", "k03")] // without its tone
    [InlineData("ตรวจสุขภาบเงินทุน", "k12")] // a wrong letter
    [InlineData("กลันกรองโครงการ", "k07")]
    [InlineData("กขคจ", "k11")] // an abbreviation without dots
    [InlineData("mentor", "k29")] // another word for it
    [InlineData("pdpa", "k22")]
    [InlineData("คนกู้ตาย", "k10")]
    [InlineData("500000 วิธีเฉพาะเจาะจง", "k24")] // figures as words
    [InlineData("๓,๐๐๐ บาท ของขวัญ", "k30")]
    [InlineData("สืบราคา 3 ร้าน", "k25")]
    [InlineData("แอพค้างทำไงดีครับ", "k21")] // asked as in a chat
    [InlineData("น\u0E4D\u0E49\u0E32ซึม", "k17")] // SARA AM in two parts
    public void What_was_meant_comes_first(string question, string id) => Assert.Equal(id, index.Find(question, 5)[0].Id);

    [Theory]
    [InlineData("queries.json")]
    [InlineData("queries-slips.json")]
    public void The_labelled_questions_are_answered_among_five(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.File("tests", "ChuanKhuy.Bench", "data", file)));
        var (recall, first, count) = (0.0, 0, 0);
        foreach (var query in json.RootElement.EnumerateArray())
        {
            var relevant = query.GetProperty("relevant").EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal);
            var found = index.Find(query.GetProperty("query").GetString()!, 5);
            recall += found.Count(hit => relevant.Contains(hit.Id)) / (double)relevant.Count;
            if (found.Count > 0 && relevant.Contains(found[0].Id)) first++;
            count++;
        }
        Assert.InRange(recall / count, 0.95, 1);
        Assert.InRange(first / (double)count, 0.75, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ไๆฯ ็ ่")]
    [InlineData("xyzzyqwerty")]
    public void What_nobody_wrote_about_finds_nothing_good(string question) => Assert.DoesNotContain(index.Find(question, 5), hit => hit.Score >= SearchIndex.Good);

    [Fact]
    public void The_passage_shows_and_marks_what_was_looked_for()
    {
        var hit = new SearchIndex([new("a", "เรื่องยาว", string.Concat(Enumerable.Repeat("ข้อความอื่นที่ไม่เกี่ยวกัน ", 30)) + "แล้วต้องทำหนังสือรับสภาพหนี้ก่อน " + string.Concat(Enumerable.Repeat("ต่อท้ายอีกมาก ", 30)))])
            .Find("หนังสือรับสภาพหนี", 1).Single();
        Assert.Contains("หนังสือรับสภาพหนี้", hit.Marks.Select(mark => hit.Passage.Substring(mark.Start, mark.Length)));
        Assert.InRange(hit.Passage.Length, 1, 170);
    }

    [Fact]
    public void The_title_counts_more_than_the_text()
    {
        var found = new SearchIndex([new("text", "เรื่องอื่น", "มีหญ้าแฝกด้วย"), new("title", "ปลูกหญ้าแฝก", "รอบขอบบ่อ")]).Find("หญ้าแฝก", 2);
        Assert.Equal(["title", "text"], found.Select(hit => hit.Id));
    }

    [Theory]
    [InlineData("280,000", "สองแสนแปดหมื่น")]
    [InlineData("๒๑", "ยี่สิบเอ็ด")]
    [InlineData("11", "สิบเอ็ด")]
    [InlineData("๐๗๗", "ศูนย์เจ็ดเจ็ด")]
    [InlineData("1000000", "หนึ่งล้าน")]
    [InlineData("กข.คจ.", "กขคจ")]
    [InlineData("ภาษี", "พาสี")]
    [InlineData("e-GP", "egp")]
    public void These_are_one_to_the_search(string one, string other) => Assert.Equal(Folded.Of(other).Text, Folded.Of(one).Text);

    [Property(MaxTest = 300)]
    public void Any_question_is_answered_with_marks_inside_their_passage(string? any, byte[]? picks)
    {
        const string Letters = "กนปเแไ\u0E4D\u0E32\u0E33\u0E31\u0E35\u0E48\u0E49\u0E47\u0E4C 0๙,.\uD83D\uDE00aZ";
        var question = any + string.Concat((picks ?? []).Select(pick => Letters[pick % Letters.Length]));
        var own = new SearchIndex([.. items.Take(3), new("own", question, question + " " + question)]);
        var found = own.Find(question, 10);
        Assert.Equal(JsonSerializer.Serialize(found), JsonSerializer.Serialize(own.Find(question, 10)));
        foreach (var hit in found)
        {
            var end = 0;
            foreach (var mark in hit.Marks)
            {
                Assert.InRange(mark.Start, end, hit.Passage.Length - 1);
                end = mark.Start + mark.Length;
                Assert.InRange(end, mark.Start + 1, hit.Passage.Length);
            }
        }
    }

    [Fact]
    public void Every_title_finds_its_item_first() => Assert.All(items, item => Assert.Equal(item.Id, index.Find(item.Title, 1)[0].Id));

    static List<Searchable> Items()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.File("tests", "ChuanKhuy.Bench", "data", "items.json")));
        return [.. json.RootElement.EnumerateArray().Select(item => new Searchable(item.GetProperty("id").GetString()!, item.GetProperty("title").GetString()!, item.GetProperty("body").GetString()!))];
    }
}
