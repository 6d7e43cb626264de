namespace ChuanKhuy.Core.Knowledge;

/// <summary>What somebody looks for: without the words of asking, and in the other words that the glossary knows for it.</summary>
/// <param name="Ways">The question itself, and its parts said otherwise, with how much each counts.</param>
sealed record Question(string Text, IReadOnlyList<(string Text, double Counts)> Ways)
{
    const int MostChars = 200, MostWays = 10;
    const double Otherwise = 0.7;

    static readonly string[] Empty = [.. """
        ต้องทำอย่างไร ต้องทำยังไง ทำอย่างไร ทำยังไง ทำไงดี ทำไง อย่างไร ยังไง ได้หรือเปล่า ได้หรือไม่ ได้ไหม ได้มั้ย มีไหม ดีไหม หรือเปล่า หรือไม่ หรือยัง คืออะไร อะไรบ้าง อะไร เท่าไหร่ เท่าไร เมื่อไหร่ เมื่อไร ที่ไหน ใครบ้าง ทำไม
        ครับ ค่ะ คะ หน่อย อยากรู้ อยากทราบ วิธีการ เกี่ยวกับ
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(word => word.Length)];

    static readonly IReadOnlyList<IReadOnlyList<string>> Same = [.. Glossary.Lines.Where(line => line.Count > 1).Select(line => (IReadOnlyList<string>)[.. line.Select(name => Folded.Of(name).Text).Distinct(StringComparer.Ordinal)])];

    public static Question Of(string typed)
    {
        var text = typed.Length > MostChars ? typed[..MostChars] : typed;
        var bare = text;
        foreach (var word in Empty) bare = bare.Replace(word, " ", StringComparison.Ordinal);
        var said = Folded.Of(bare).Text;
        if (said.Length < 3) said = Folded.Of(text).Text;
        var ways = new List<(string, double)> { (said, 1) };
        foreach (var names in Same)
            foreach (var name in names)
            {
                if (name.Length < 3 || !said.Contains(name, StringComparison.Ordinal)) continue;
                foreach (var other in names)
                    if (other != name && !other.Contains(name, StringComparison.Ordinal) && !name.Contains(other, StringComparison.Ordinal))
                        ways.Add((said.Replace(name, other, StringComparison.Ordinal), Otherwise));
                break;
            }
        return new(said, [.. ways.Take(MostWays)]);
    }
}
