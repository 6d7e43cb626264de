using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Mentors;

/// <summary>A conversation as a draft of a library item: the asker's first text is the question, the mentor's texts are the answer.</summary>
public static class Faq
{
    /// <summary>Takes the place of a name, a number or an address.</summary>
    public const string Out = "(ตัดออก)";

    /// <summary>No person of ours: whoever reviews it is the first to stand for it.</summary>
    public const string Author = "mentors";

    public static Item Make(Ask ask, IReadOnlyList<AskLine> lines, IReadOnlyList<Person> names, string id, DateTimeOffset now)
    {
        var question = Clean(lines.FirstOrDefault(line => line.By == ask.Asker)?.Text ?? "", names);
        var body = string.Join('\n', lines.Where(line => line.By == ask.Mentor).Select(line => Clean(line.Text, names)));
        return new(
            id,
            new(
                ThaiText.Clean(question, ItemText.TitleChars / 2), Category.Faq, Format.Quick, Medium.Article, ThaiText.CleanLines(body, ItemText.BodyChars),
                [Subjects.Thai(ask.Subject)], [], [], ThaiText.Clean(question, ItemText.QuestionChars)),
            null, null, Work.Draft, Author, "คำถามถึงพี่เลี้ยง", null, now);
    }

    /// <summary>Without the names of the people, and without what may point at a villager.</summary>
    public static string Clean(string text, IReadOnlyList<Person> names)
    {
        var clean = text;
        var words = names.SelectMany(person => (string[])[person.Name, ThaiName.WithoutTitle(person.Name), .. ThaiName.WithoutTitle(person.Name).Split(' ')]).Concat(Private.Find(text));
        foreach (var word in words.Where(word => word.Length > 2).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length)) clean = clean.Replace(word, Out, StringComparison.Ordinal);
        return clean;
    }
}
