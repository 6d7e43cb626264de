using System.Globalization;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>An item as a form: one row for each paragraph, so that a sentence keeps its place in the source however it is reworded.</summary>
static class ItemForm
{
    const int MostSeries = 999;

    public static IReadOnlyList<EditParagraph> Rows(ItemText text)
    {
        var cited = text.Citations.ToLookup(citation => citation.Paragraph);
        var steps = (text.Steps ?? []).ToHashSet();
        return [.. text.Paragraphs.Select((paragraph, at) => new EditParagraph(at + 1, paragraph, ItemFacts.Where(cited[at + 1]), steps.Contains(at + 1))).Where(row => row.Text.Length > 0)];
    }

    /// <summary>The text that the form says; null when fields are missing. What is not on the form (keywords, files) stays.</summary>
    public static ItemText? Read(ItemText was, IFormCollection form)
    {
        if (!form.ContainsKey("title") || !Enum.TryParse<Category>(form["category"], out var category) || !Enum.IsDefined(category)
            || !Enum.TryParse<Format>(form["format"], out var format) || !Enum.IsDefined(format) || !Enum.TryParse<Medium>(form["medium"], out var medium) || !Enum.IsDefined(medium)) return null;
        var (lines, steps, citations) = (new List<string>(), new List<int>(), new List<Citation>(was.Citations.Where(c => c.Paragraph == 0)));
        var cited = was.Citations.ToLookup(citation => citation.Paragraph);
        foreach (var row in Rows(was))
        {
            if (form[Name("keep", row.Number)] != "on") continue;
            foreach (var line in Lines(form[Name("text", row.Number)].ToString()))
            {
                lines.Add(line);
                citations.AddRange(cited[row.Number].Select(citation => citation with { Paragraph = lines.Count }));
                if (form[Name("step", row.Number)] == "on") steps.Add(lines.Count);
            }
        }
        lines.AddRange(Lines(form["more"].ToString()));
        var question = ThaiText.Clean(form["question"].ToString(), int.MaxValue);
        if (question.Length == 0) citations.RemoveAll(citation => citation.Paragraph == 0);
        var link = ThaiText.Clean(form["link"].ToString(), int.MaxValue);
        var tags = form["tags"].ToString().Split([';', ',', '\n']).Select(tag => ThaiText.Clean(tag, int.MaxValue)).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal);
        return was with
        {
            Title = ThaiText.Clean(form["title"].ToString(), int.MaxValue), Category = category, Format = format, Medium = medium, Body = string.Join('\n', lines), Tags = [.. tags],
            Citations = citations, Steps = steps, Question = question.Length > 0 ? question : null, Link = link.Length > 0 ? link : null,
        };
    }

    public static int? Series(IFormCollection form) =>
        int.TryParse(form["series"].ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostSeries ? number : null;

    public static string Name(string field, int number) => string.Create(CultureInfo.InvariantCulture, $"{field}-{number}");

    static string[] Lines(string text) => ThaiText.CleanLines(text, int.MaxValue).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
