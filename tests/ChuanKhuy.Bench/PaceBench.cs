using ChuanKhuy.Bench.StandIns;
using ChuanKhuy.Core.Outbox;

namespace ChuanKhuy.Bench;

/// <summary>7,000 invitations from two processes on a virtual clock to a stand-in that enforces the published limits; the control is the time they take at 50 a second without any rule.</summary>
static class PaceBench
{
    const int People = 7000;

    public static Task<bool> Run()
    {
        var department = new Department(People, perSecond: 48);
        var (sent, once) = (0, 0);
        department.World.Run(async () =>
        {
            await using var first = department.Start();
            await using var second = department.Start();
            await department.Plan(first, met: true);
            await Task.WhenAll(department.Work(first, TimeSpan.FromMinutes(3)), department.Work(second, TimeSpan.FromMinutes(3)));
            var rows = await department.Rows(first);
            (sent, once) = (rows.Count(row => row.State is DeliveryState.Sent), rows.Count(row => row.Attempts == 1));
        });
        var (messages, cards) = (department.Teams.Messages, department.Cards());
        var seconds = (messages[^1].At - messages[0].At).TotalSeconds;
        Figure.Print("C4 7,000 cards", seconds, "s of virtual time", People / 50.0);
        Figure.Print("C4 people with exactly one card (control: sent at the first attempt)", cards.Values.Count(count => count == 1), "people", once);
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"C4 answers 429: {department.Teams.Throttled}, requests over a limit: {department.Teams.Violations}"));
        return Task.FromResult(Figure.Goal("C4 seconds", seconds, atMost: 150) & Figure.Goal("C4 answers 429", department.Teams.Throttled, atMost: 0)
            & Figure.Goal("C4 people with one card", cards.Values.Count(count => count == 1), atLeast: People) & sent == People);
    }
}
