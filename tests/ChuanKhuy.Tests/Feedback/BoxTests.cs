using ChuanKhuy.Core.Feedback;
using FsCheck;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Boxes;

/// <summary>What a box tells: how many, which ratings, which comments; never whose, and not in which order they came.</summary>
public sealed class BoxTests
{
    static readonly byte[] key = [1, 2, 3, 4];

    [Property(MaxTest = 200)]
    public void The_order_of_submission_does_not_show(NonEmptyArray<NonNull<string>> comments, int seed)
    {
        var given = Given(comments.Get, seed);
        var other = Shuffled(given, seed);
        Assert.Equal(Lists(Fill(given)), Lists(Fill(other)));
    }

    /// <summary>Two people exchange their answers: the same who, the same ratings, the same comments, so the same box.</summary>
    [Property(MaxTest = 200)]
    public void Whose_answer_it_was_does_not_show(NonEmptyArray<NonNull<string>> comments, int seed)
    {
        var given = Given(comments.Get, seed);
        var (ratings, texts) = (Shuffled(given, seed), Shuffled(given, seed + 1));
        var exchanged = given.Select((answer, i) => new Answer(answer.Hash, ratings[i].Ratings, texts[i].Comment)).ToList();
        Assert.Equal(Lists(Fill(given)), Lists(Fill(exchanged)));
    }

    [Fact]
    public void One_person_answers_once()
    {
        var box = Box.Empty.Add("a", [5], "ดี")!;
        Assert.Null(box.Add("a", [1], "ไม่ดี"));
        Assert.NotNull(box.Add("b", [5], "ดี"));
    }

    [Fact]
    public void An_item_left_out_is_no_rating_and_no_comment_is_none()
    {
        var box = Box.Empty.Add("a", [5, null, 3], "  ")!.Add("b", [null, null, 1])!;
        Assert.Empty(box.Comments);
        Assert.Equal([[null, null, 1], [5, null, 3]], box.Read());
    }

    [Fact]
    public void A_person_has_another_hash_in_another_session_and_with_another_key()
    {
        string[] hashes = [Box.Hash(key, "s1", "p1"), Box.Hash(key, "s2", "p1"), Box.Hash(key, "s1", "p2"), Box.Hash([9], "s1", "p1")];
        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(Box.Hash(key, "s1", "p1"), hashes[0]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(199, 1)]
    [InlineData(200, 2)]
    [InlineData(7000, 70)]
    public void A_box_is_for_a_hundred_people_or_more(int present, int boxes) => Assert.Equal(boxes, Box.Buckets(present));

    [Property(MaxTest = 500)]
    public bool A_hash_stays_in_its_box(PositiveInt person, PositiveInt boxes)
    {
        var hash = Box.Hash(key, "s1", $"p{person.Get}");
        return Box.Bucket(hash, boxes.Get) is var bucket && bucket >= 0 && bucket < boxes.Get && Box.Bucket(hash, boxes.Get) == bucket;
    }

    sealed record Answer(string Hash, IReadOnlyList<int?> Ratings, string Comment);

    static List<Answer> Given(NonNull<string>[] comments, int seed) =>
        [.. comments.Select((comment, i) => new Answer(Box.Hash(key, "s1", $"p{i}"), [1 + (int)((uint)HashCode.Combine(i, seed) % 5), null, 3], comment.Get))];

    static Box Fill(IEnumerable<Answer> answers) => answers.Aggregate(Box.Empty, (box, answer) => box.Add(answer.Hash, answer.Ratings, answer.Comment)!);

    static (string, string, string) Lists(Box box) => (string.Join('\n', box.Who), string.Join('\n', box.Ratings), string.Join("\n", box.Comments));

    static List<T> Shuffled<T>(List<T> list, int seed) => [.. list.Select((item, i) => (item, At: HashCode.Combine(i, seed) * 31 % 1009 + i * 7 % 13)).OrderBy(x => x.At).Select(x => x.item)];
}
