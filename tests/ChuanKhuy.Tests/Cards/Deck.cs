using System.Collections;
using System.Reflection;
using ChuanKhuy.Cards;

namespace ChuanKhuy.Tests.Cards;

/// <summary>Every card there is, by reflection: its samples, and the same cards with other texts and lists in them.</summary>
static class Deck
{
    /// <summary>What people type, by accident or on purpose.</summary>
    public static readonly IReadOnlyList<string> Hostile =
    [
        "${title}", "${$root.session} ${empty(title)} $data $when", "{{DATE(2026-03-12T06:30:00Z, SHORT)}} {{TIME(2026-03-12T06:30:00Z)}} {{{{x}}}}",
        "[กดที่นี่](https://example.org) <https://example.org> [a][b]", "![ภาพ](https://example.org/x.png)", "<at>everyone</at> @everyone <b>หนา</b> <script>alert(1)</script>",
        "1. หนึ่ง\n2. สอง\n12345678901. สาม\n1) สี่", "- ขีด\n+ บวก\n* ดาว\n• จุด", "# หัว\n## หัว\nหัว\n===\nหัว\n---", "***\n___\n> คำพูด\n    โค้ด\n\tโค้ด\n```\nโค้ด\n```",
        "**หนา** _เอียง_ ~~ขีด~~ `โค้ด` a_b_c |x|y|\n|-|-|", "&lt;b&gt; &amp; &#42; \\* \\\\ \\", "บรรทัดหนึ่ง\r\nบรรทัดสอง\rบรรทัดสาม\n\n\n\nบรรทัดสี่\u2028บรรทัดห้า",
        "ยิ้ม 😀👩‍👩‍👧‍👦🇹🇭 ปิ่น ฟ้า ป๊ะ น้ำ ฐู ญุ กู้ ปี่", "  เว้นวรรค  หน้า หลัง  ", "\"คำพูด\" 'เดี่ยว' \\u0041 \u0001", .. Long,
    ];

    /// <summary>2,000 letters: without a place to break the line, and with.</summary>
    public static IReadOnlyList<string> Long => [new('ก', 2000), new('w', 2000), Letters(2000)];

    // The longest that forms and imports let through, by the name of the property.
    static readonly Dictionary<string, int> Longest = new(StringComparer.Ordinal)
    {
        ["Title"] = 200, ["Speakers"] = 300, ["Where"] = 300, ["Place"] = 300, ["Audience"] = 300, ["Reason"] = 300, ["Question"] = 500, ["Questions"] = 500,
        ["Slides"] = 500, ["Rehearsal"] = 200, ["Note"] = 300, ["Names"] = 2000, ["Text"] = 700, ["Value"] = 400, ["When"] = 60, ["Until"] = 60, ["Status"] = 60,
        ["Lead"] = 200, ["Privacy"] = 300, ["Forward"] = 600,
    };

    // The most that the bot puts into a list; more where the card itself cuts.
    static readonly Dictionary<string, int> Most = new(StringComparer.Ordinal)
    {
        ["Sections"] = 2, ["Facts"] = 12, ["Items"] = 10, ["Lines"] = 10, ["Commands"] = 12, ["Zones"] = 12, ["Buttons"] = 12,
    };

    /// <summary>The samples: "Invite", and those beside it as "Invite.Answered".</summary>
    public static IReadOnlyDictionary<string, ICard> Samples { get; } = new SortedDictionary<string, ICard>((
        from type in typeof(ICard).Assembly.GetTypes()
        where type.IsClass && type.IsAssignableTo(typeof(ICard))
        from sample in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
        where sample.PropertyType == type
        select KeyValuePair.Create(sample.Name == "Sample" ? type.Name : $"{type.Name}.{sample.Name}", (ICard)sample.GetValue(null)!)).ToDictionary(), StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Samples.Keys];

    /// <summary>All its texts are this one.</summary>
    public static ICard With(ICard card, string text) => Change(card, (_, _) => text, (_, items) => items);

    /// <summary>As little as possible: what may be missing is missing, lists are empty, except those to choose from.</summary>
    public static ICard Bare(ICard card) => Change(card, (parameter, text) => MayBeNull(parameter) ? null : text, (_, items) => items is [Pick, ..] ? items : []);

    /// <summary>As much as real use can put into it.</summary>
    public static ICard Full(ICard card) => Change(
        card, (parameter, _) => Letters(Longest.GetValueOrDefault(parameter.Name!, 100)),
        (parameter, items) => items is [] or [FeedbackQuestion, ..] ? items : [.. Enumerable.Repeat(items, 60).SelectMany(i => i).Take(Most.GetValueOrDefault(parameter.Name!, 60))]);

    static string Letters(int count) => string.Concat(Enumerable.Repeat("ชวนคุยเรื่องชุมชนเข้มแข็งที่เวียงสระ ", (count / 30) + 1))[..count];

    static ICard Change(ICard card, Func<ParameterInfo, string?, string?> text, Func<ParameterInfo, List<object>, List<object>> list) => (ICard)Rebuild(card, text, list);

    static object Rebuild(object record, Func<ParameterInfo, string?, string?> text, Func<ParameterInfo, List<object>, List<object>> list)
    {
        var make = record.GetType().GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return make.Invoke([.. make.GetParameters().Select(parameter =>
        {
            var value = record.GetType().GetProperty(parameter.Name!)!.GetValue(record);
            if (parameter.Name is "Session" or "Id" || parameter.Name!.EndsWith("Url", StringComparison.Ordinal)) return value;
            if (parameter.ParameterType == typeof(string)) return text(parameter, (string?)value);
            if (value is not IEnumerable items) return value;
            var element = parameter.ParameterType.GetGenericArguments()[0];
            var changed = list(parameter, [.. items.Cast<object>()]).Select(item => item is string s ? text(parameter, s) : Rebuild(item, text, list)).ToArray();
            var array = Array.CreateInstance(element, changed.Length);
            changed.CopyTo(array, 0);
            return array;
        })]);
    }

    static bool MayBeNull(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).WriteState is NullabilityState.Nullable;
}
