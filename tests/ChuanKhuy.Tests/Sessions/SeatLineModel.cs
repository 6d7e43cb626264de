using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Sessions;

/// <summary>The same rules as anyone would play them with slips of paper: one list of people with seats, one of people who wait.</summary>
sealed class SeatLineModel(bool online, OfficeCalendar office, DateTimeOffset starts)
{
    public HashSet<string> Seated { get; } = [];
    public List<(string Person, DateTimeOffset Ends)> Offers { get; } = [];
    public List<string> Line { get; } = [];
    public int? Seats { get; set; }

    public void Pass(DateTimeOffset now)
    {
        Offers.RemoveAll(o => o.Ends <= now && now < starts);
        Fill(now);
    }

    public void Yes(string person, DateTimeOffset now)
    {
        if (Seated.Contains(person) || Line.Contains(person)) return;
        if (Offers.RemoveAll(o => o.Person == person) > 0 || (Line.Count == 0 && Taken < (Seats ?? int.MaxValue))) Seated.Add(person);
        else Line.Add(person);
        Fill(now);
    }

    public void Leaves(string person, DateTimeOffset now)
    {
        Seated.Remove(person);
        Offers.RemoveAll(o => o.Person == person);
        Line.Remove(person);
        Fill(now);
    }

    public bool Takes(string person)
    {
        if (Offers.RemoveAll(o => o.Person == person) == 0) return false;
        return Seated.Add(person);
    }

    int Taken => Seated.Count + Offers.Count;

    public void Fill(DateTimeOffset now)
    {
        for (; now < starts && Line.Count > 0 && Taken < (Seats ?? int.MaxValue); Line.RemoveAt(0))
            if (online || now > starts.AddHours(-4)) Seated.Add(Line[0]);
            else Offers.Add((Line[0], new[] { office.AfterWorking(now, TimeSpan.FromHours(4)), starts.AddHours(-2) }.Min()));
    }
}
