namespace ChuanKhuy.Core.Knowledge;

/// <summary>A stretch of the source about one thing: what opened it, and the units that say something.</summary>
/// <param name="Opener">Index of the question or turn that led to it; null when it begins by itself.</param>
/// <param name="Body">Indexes of the units after the opener.</param>
sealed record Topic(int? Opener, IReadOnlyList<int> Body);

/// <summary>Cuts a source into topics: at questions and turns of those who do not teach, and at openings in texts without names.</summary>
static class Topics
{
    /// <summary>Of the most talkative speaker's advice, from which share on somebody teaches too.</summary>
    const double Teaches = 0.3;

    /// <summary>What a sentence weighs by its length alone.</summary>
    const double Empty = 0.8;

    /// <summary>More units than this about one thing are cut where the words change most.</summary>
    const int Longest = 14;

    /// <summary>Who has something to teach: not those who mostly ask, greet and hand over.</summary>
    public static IReadOnlySet<string> Teachers(IReadOnlyList<SourceUnit> units, IReadOnlyList<Signs> signs)
    {
        var said = new Dictionary<string, (double Advice, int Units, int Other)>(StringComparer.Ordinal);
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i].Speaker is not { } speaker) continue;
            var (advice, count, other) = said.GetValueOrDefault(speaker);
            var talks = signs[i].Opens || signs[i].Chatter > 0;
            said[speaker] = (advice + (talks ? 0 : Math.Max(0, signs[i].Weight - Empty)), count + 1, other + (talks ? 1 : 0));
        }
        var most = said.Values.Select(s => s.Advice).DefaultIfEmpty(0).Max();
        return said.Where(s => s.Value.Advice > 0 && s.Value.Advice >= Teaches * most && s.Value.Other * 2 < s.Value.Units + 1).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
    }

    public static IReadOnlyList<Topic> Cut(IReadOnlyList<SourceUnit> units, IReadOnlyList<Signs> signs, IReadOnlySet<string> teachers, Likeness likeness)
    {
        var topics = new List<Topic>();
        int? opener = null;
        var body = new List<int>();
        void Close()
        {
            if (body.Count > 0) topics.Add(new(opener, [.. body]));
            (opener, body) = (null, []);
        }
        for (var i = 0; i < units.Count; i++)
        {
            if (Turns(units[i], signs[i], teachers))
            {
                if (body.Count > 0) Close();
                opener = i;
                continue;
            }
            if (HandsOver(i, body, units, signs, teachers))
            {
                int? host = !Taught(units[body[^1]], teachers) ? body[^1] : null;
                if (host is not null) body.RemoveAt(body.Count - 1);
                Close();
                opener = host;
            }
            body.Add(i);
        }
        Close();
        return [.. topics.SelectMany(topic => Shorten(topic, likeness))];
    }

    static bool Taught(SourceUnit unit, IReadOnlySet<string> teachers) => unit.Speaker is { } speaker && teachers.Contains(speaker);

    /// <summary>Another teacher begins, and goes on: the floor was given to the next, this is no remark between two.</summary>
    static bool HandsOver(int at, List<int> body, IReadOnlyList<SourceUnit> units, IReadOnlyList<Signs> signs, IReadOnlySet<string> teachers)
    {
        if (!Taught(units[at], teachers) || signs[at].Chatter > 0) return false;
        var before = body.FindLastIndex(i => Taught(units[i], teachers));
        if (before < 0 || units[body[before]].Speaker == units[at].Speaker) return false;
        return at + 1 < units.Count && units[at + 1].Speaker == units[at].Speaker;
    }

    /// <summary>Whether a new topic may begin here. A teacher's own question belongs to what is taught.</summary>
    static bool Turns(SourceUnit unit, Signs signs, IReadOnlySet<string> teachers)
    {
        if (!signs.Opens) return false;
        if (unit.Speaker is null) return signs.Asks || signs.Weight < 3.2;
        return !teachers.Contains(unit.Speaker) || (signs.Asks && signs.Weight < 1.5);
    }

    static IEnumerable<Topic> Shorten(Topic topic, Likeness likeness)
    {
        if (topic.Body.Count <= Longest) return [topic];
        const int Margin = 4;
        var (at, least) = (topic.Body.Count / 2, double.MaxValue);
        for (var i = Margin; i <= topic.Body.Count - Margin; i++)
        {
            var likes = Likeness.Cosine(likeness.Sum(topic.Body.Skip(i - Margin).Take(Margin)), likeness.Sum(topic.Body.Skip(i).Take(Margin)));
            if (likes < least) (at, least) = (i, likes);
        }
        return Shorten(topic with { Body = [.. topic.Body.Take(at)] }, likeness).Concat(Shorten(new(null, [.. topic.Body.Skip(at)]), likeness));
    }
}
