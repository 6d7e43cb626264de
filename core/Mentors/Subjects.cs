using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Mentors;

/// <summary>What people ask mentors about. Source: the project's plan, subjects the officers asked for.</summary>
public static class Subjects
{
    public const string Other = "other";

    /// <summary>In the order in which they are offered; the last is whatever is none of the others.</summary>
    public static IReadOnlyList<(string Id, string Thai)> All { get; } =
    [
        ("community", "การทำงานกับชุมชน"), ("economy", "เศรษฐกิจฐานราก"), ("digital", "เทคโนโลยีดิจิทัล"), ("otop", "OTOP"), ("women", "กองทุนพัฒนาบทบาทสตรี"),
        ("kkj", "โครงการ กข.คจ."), ("khok", "โคก หนอง นา"), ("jpt", "จปฐ. / กชช.2ค"), ("job", "สัมมาชีพชุมชน"), ("land", "กองทุนแม่ของแผ่นดิน"),
        ("buying", "จัดซื้อจัดจ้าง"), ("finance", "ระเบียบการเงิน"), (Other, "เรื่องอื่น ๆ"),
    ];

    public static bool Known(string id) => All.Any(subject => subject.Id == id);

    public static string Thai(string id) => All.FirstOrDefault(subject => subject.Id == id).Thai ?? id;

    /// <summary>The subjects of a list as a form or a file has it, and what is none of them; separated by commas or semicolons.</summary>
    public static (IReadOnlyList<string> Known, IReadOnlyList<string> Free) Read(string text)
    {
        var (known, free) = (new List<string>(), new List<string>());
        foreach (var part in text.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var said = Bare(part);
            if (All.FirstOrDefault(subject => subject.Id == part || Bare(subject.Thai) == said) is { Id: { } id }) known.Add(id);
            else free.Add(ThaiText.Clean(part, SurveyAnswer.FreeChars));
        }
        return ([.. known.Distinct(StringComparer.Ordinal)], [.. free.Where(f => f.Length > 0).Distinct(StringComparer.Ordinal)]);
    }

    static string Bare(string text) => string.Concat(ThaiText.Normalise(text).Where(c => !char.IsWhiteSpace(c)));
}
