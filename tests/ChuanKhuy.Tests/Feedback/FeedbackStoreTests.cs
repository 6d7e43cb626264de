using System.Text;
using System.Text.RegularExpressions;
using ChuanKhuy.Bench;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Tests.Storage;

namespace ChuanKhuy.Tests.Boxes;

/// <summary>Boxes as rows of a real store: they hold what people really write, and no more of it than the box itself.</summary>
public sealed partial class FeedbackStoreTests
{
    static readonly CancellationToken ct = CancellationToken.None;

    [Theory]
    [InlineData(Keeps.Sqlite, 'ก', 200)]
    [InlineData(Keeps.Sqlite, '"', 200)]
    [InlineData(Keeps.Azurite, 'ก', 150)] // the emulator counts a Thai letter as the six bytes of its escape, Azure as two
    [InlineData(Keeps.Azurite, '\\', 200)]
    public async Task Two_hundred_of_the_longest_comments_fit_into_one_box(Keeps keeps, char letter, int people)
    {
        await using var there = await Open(keeps);
        var full = Box.Empty;
        for (var i = 0; i < people - 2; i++) full = full.Add($"{i:x32}", [5, 4, 3, null, 5], Comment(i, letter))!;
        Assert.IsType<Committed.Done>(await there.Store.Feedback.Commit("feedback", "s1", [BoxRow.Write("box|0000", null, full)], ct));
        for (var i = people - 2; i < people; i++) Assert.True(await there.Feedback.Add("s1", 1, $"p{i}", [5, 4, 3, null, 5], [Comment(i, letter)], ct));
        Assert.Equal(people, (await there.Feedback.Ratings("s1", ct)).Count);
        var box = BoxRow.Read((await there.Store.Feedback.Find("feedback", "s1", "box|0000", ct))!).Value;
        Assert.Equal(Enumerable.Range(0, people).Select(i => Comment(i, letter)).Order(StringComparer.Ordinal), box.Comments);
        Assert.Equal(people, box.Who.Count);
        Assert.False(await there.Feedback.Add("s1", 1, $"p{people - 1}", [1, 1, 1, 1, 1], [], ct));
    }

    [Fact]
    public async Task Comments_of_emoji_and_of_many_lines_come_back_as_they_were()
    {
        await using var there = await Open(Keeps.Sqlite);
        string[] comments = ["ดี\n\nมาก", string.Concat(Enumerable.Repeat("🙏", 500)), "[\"a\",\"b\"]", "ก\tข"];
        foreach (var (i, comment) in comments.Index()) await there.Feedback.Add("s1", 1, $"p{i}", [5], [comment], ct);
        var box = BoxRow.Read((await there.Store.Feedback.Find("feedback", "s1", "box|0000", ct))!).Value;
        Assert.Equal(comments.Order(StringComparer.Ordinal), box.Comments);
    }

    [Fact]
    public async Task A_comment_cannot_make_two_of_itself()
    {
        await using var there = await Open(Keeps.Sqlite);
        await there.Feedback.Add("s1", 1, "p1", [5], ["หนึ่ง\u2028สอง"], ct);
        Assert.Single(BoxRow.Read((await there.Store.Feedback.Find("feedback", "s1", "box|0000", ct))!).Value.Comments);
    }

    [Fact]
    public async Task Forty_people_at_once_are_forty_answers()
    {
        await using var there = await Open(Keeps.Sqlite);
        var kept = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() => there.Feedback.Add("s1", 2, $"p{i / 2}", [i % 5 + 1], [$"ความเห็น {i / 2}"], ct))));
        Assert.Equal(40, kept.Count(k => k));
        Assert.Equal(40, (await there.Feedback.Ratings("s1", ct)).Count);
        var who = await there.Feedback.Who("s1", ct);
        Assert.All(Enumerable.Range(0, 40), i => Assert.True(who.Contains($"p{i}")));
        Assert.False(who.Contains("p40"));
    }

    /// <summary>The row has three kinds of columns and nothing else; no id of a person stands in it, and each list is sorted.</summary>
    [Fact]
    public async Task A_stored_box_holds_sorted_lists_and_nothing_that_joins_them()
    {
        await using var there = await Open(Keeps.Sqlite);
        foreach (var i in Enumerable.Range(0, 30).OrderBy(i => i * 7 % 31)) await there.Feedback.Add("s1", 1, $"person-{i}", [i % 5 + 1, null], [$"ความเห็น {i * 13 % 31:D2}"], ct);
        var row = (await there.Store.Feedback.Find("feedback", "s1", "box|0000", ct))!;
        var text = Encoding.UTF8.GetString(row.Body.Span);
        Assert.All(Columns().Matches(text), match => Assert.Contains(match.Groups[1].Value, (string[])["who", "ratings", "comments"]));
        Assert.DoesNotContain("person-", text, StringComparison.Ordinal);
        foreach (var list in System.Text.Json.JsonDocument.Parse(row.Body).RootElement.EnumerateObject().Select(column => column.Value.GetString()!.Split('\u2028')))
            Assert.Equal(list.Order(StringComparer.Ordinal), list);
    }

    static string Comment(int i, char letter) => $"{i:D4}{new string(letter, FeedbackRule.CommentChars - 4)}";

    static async Task<There> Open(Keeps keeps)
    {
        if (keeps is Keeps.Azurite && await (await Azurite.Shared).Open() is var azure) return new(azure.Store, azure);
        var sqlite = await SqliteStore.Open();
        return new(sqlite.Store, sqlite);
    }

    sealed record There(Store Store, IAsyncDisposable Opened) : IAsyncDisposable
    {
        public FeedbackStore Feedback { get; } = new(Store, new KeyStore(Store.Tables, new SecureDice()));

        public ValueTask DisposeAsync() => Opened.DisposeAsync();
    }

    [GeneratedRegex("\"([a-z]+)[0-9]*\":")]
    private static partial Regex Columns();
}
