using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>Reads the speakers of a plan: ids or names of the roster, or "ชื่อ &lt;อีเมล&gt;" for an outside expert.</summary>
static class SpeakerText
{
    const int Most = 10;
    const int NameChars = 120;

    public static IReadOnlyList<Speaker> Read(string text, Roster roster, List<Problem> problems)
    {
        var speakers = new List<Speaker>();
        foreach (var part in text.Split([';', ',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (One(part, roster, problems) is { } speaker && !speakers.Contains(speaker)) speakers.Add(speaker);
        if (speakers.Count > Most) problems.Add(new($"วิทยากร: ได้ไม่เกิน {Most} คน", $"speakers: {Most} at most."));
        return speakers;
    }

    static Speaker? One(string part, Roster roster, List<Problem> problems)
    {
        if (roster.Find(part) is { } known) return new(known.Id);
        if (part.EndsWith('>') && part.IndexOf('<', StringComparison.Ordinal) is var at and >= 0) return Expert(part[..at], part[(at + 1)..^1].Trim(), part, roster, problems);
        if (part.Contains('@', StringComparison.Ordinal)) return Expert("", part, part, roster, problems);
        var named = roster.Named(part).Take(6).ToList();
        if (named.Count == 1) return new(named[0].Id);
        problems.Add(named.Count > 1
            ? new($"วิทยากร: {Quote(part)} มีหลายคน ใส่รหัสแทน ({string.Join(", ", named.Select(p => p.Id))})", $"speakers: {Quote(part)} is the name of several people ({string.Join(", ", named.Select(p => p.Id))}); write the id.")
            : new($"วิทยากร: ไม่พบ {Quote(part)} ในทะเบียน ถ้าเป็นวิทยากรภายนอก เขียน ชื่อ <อีเมล>", $"speakers: {Quote(part)} is not in the roster; an outside expert is written as name <e-mail>."));
        return null;
    }

    /// <summary>Somebody of the roster stays a person of the roster, even when written like an expert.</summary>
    static Speaker? Expert(string written, string email, string part, Roster roster, List<Problem> problems)
    {
        if (roster.FindEmail(email) is { } ours) return new(ours.Id);
        var name = ThaiText.Clean(written, NameChars);
        if (Emails.Valid(email) && name.Any(char.IsLetter)) return new(null, name, email);
        problems.Add(name.Length == 0
            ? new($"วิทยากร: {Quote(part)} ไม่มีชื่อ เขียน ชื่อ <อีเมล>", $"speakers: {Quote(part)} has no name; write name <e-mail>.")
            : new($"วิทยากร: อีเมลใน {Quote(part)} ไม่ถูกต้อง", $"speakers: the address in {Quote(part)} is not valid."));
        return null;
    }

    static string Quote(string text) => $"\"{ThaiText.Clean(text, 60)}\"";
}
