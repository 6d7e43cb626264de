using ChuanKhuy.Core.People;

namespace ChuanKhuy.Core.Mentors;

/// <summary>What somebody may want to do with a question.</summary>
public enum AskAct { Read, Write, Close, PassOn, Reveal, Judge, Take, SeeAge, BreakGlass }

/// <summary>Who may do what with a question. What is not named here is forbidden, to everybody.</summary>
public static class AskRights
{
    /// <param name="mentor">The person as a mentor; null when they are none.</param>
    public static bool May(Ask ask, Person person, Mentor? mentor, AskAct act)
    {
        var open = ask.State is not AskState.Closed;
        if (person.Id == ask.Asker) return act is AskAct.Read || (act is AskAct.Write or AskAct.Close && open) || (act is AskAct.Reveal && open && ask.Hidden) || (act is AskAct.Judge && !open);
        if (person.Id == ask.Mentor && !Commands(person, ask.Unit)) return act is AskAct.Read || (act is AskAct.Write or AskAct.Close or AskAct.PassOn && open) || (act is AskAct.Judge && !open);
        return act switch
        {
            AskAct.Take => ask.State is AskState.Pool && mentor is { Serves: true } && !Commands(person, ask.Unit),
            AskAct.SeeAge => person.Roles.HasFlag(Roles.Coordinator) && !person.Roles.HasFlag(Roles.Executive) && open,
            AskAct.BreakGlass => (person.Roles & (Roles.Coordinator | Roles.Admin)) != 0 && !Commands(person, ask.Unit),
            _ => false,
        };
    }

    /// <summary>The line of command: the heads of one's own unit, and the executives.</summary>
    public static bool Commands(Person person, string unit) =>
        person.Roles.HasFlag(Roles.Executive) || (person.Roles.HasFlag(Roles.Head) && person.District == unit);
}

/// <summary>A request to read a question in an emergency: one asks with a reason, a second person agrees. It ends a day later.</summary>
public sealed record Glass(string By, string Reason, DateTimeOffset At, string? Second = null, DateTimeOffset? Agreed = null)
{
    static readonly TimeSpan Stays = TimeSpan.FromHours(24);

    public const int ReasonChars = 200;

    /// <summary>Null when this person cannot be the second one.</summary>
    public Glass? Agree(string second, DateTimeOffset now) => Agreed is null && second != By && now < At + Stays ? this with { Second = second, Agreed = now } : null;

    public bool Opens(string person, DateTimeOffset now) => person == By && Agreed is { } at && now < at + Stays;
}
