using ChuanKhuy.Tests.Webex;
using Fault = ChuanKhuy.Tests.Webex.Fault;

namespace ChuanKhuy.Tests.Meetings;

/// <summary>A room that exists on a fake platform.</summary>
sealed record FakeMade(string Id, string Title, DateTimeOffset Starts, DateTimeOffset Ends, string Link);

/// <summary>Somebody who was in a meeting.</summary>
sealed record FakeGuest(string? Email, string Name, DateTimeOffset From, DateTimeOffset To);

/// <summary>What a platform is asked.</summary>
enum Asks { Make, Change, Drop, Reports }

/// <summary>What the tests of both platforms need of their fakes.</summary>
interface IFakeRooms
{
    /// <summary>The rooms that exist now.</summary>
    IReadOnlyList<FakeMade> Open { get; }

    /// <summary>How many were ever made.</summary>
    int Made { get; }

    /// <summary>How many access tokens were given.</summary>
    int TokensGiven { get; }

    /// <summary>What was refused, in words.</summary>
    List<string> Refused { get; }

    /// <summary>Goes wrong with the next requests of this kind, one fault each.</summary>
    void Fails(Asks what, params Fault[] next);

    /// <summary>Does not know this meeting, so many times.</summary>
    void Hides(string id, int times);

    /// <summary>Somebody took the meeting away over there.</summary>
    void Forgets(string meeting);

    /// <summary>The tokens that were given are not taken any more.</summary>
    void Expire();

    /// <summary>The meeting was on; without an end it still is.</summary>
    void Was(string meeting, DateTimeOffset from, DateTimeOffset? to, params FakeGuest[] guests);
}
