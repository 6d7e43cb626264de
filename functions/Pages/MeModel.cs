namespace ChuanKhuy.Pages;

/// <summary>One line of the chat: what the person said, or a card of ours as sealed JSON with its plain summary.</summary>
public sealed record ChatItem(string Id, string At, string? Said, string? Card, string? Summary);

/// <summary>A person's own page: their chat in the browser, and their sessions.</summary>
/// <param name="Calendar">The address of their calendar feed.</param>
/// <param name="Channels">Where messages can go; empty where there is nothing to choose.</param>
public sealed record MeModel(string Me, IReadOnlyList<ChatItem> Chat, IReadOnlyList<TalkLine> Mine, string? Empty, string? More, string Form, string Calendar, HoursModel Hours,
    IReadOnlyList<Option> Channels);

/// <summary>One session that counts.</summary>
/// <param name="Because">Why it counts so much.</param>
/// <param name="Certificate">The page with its certificate; null when the person was not there for long enough.</param>
public sealed record HourLine(string Title, string When, string Time, string Because, string? Certificate);

/// <summary>Learning time of a fiscal year of the Buddhist era.</summary>
public sealed record HoursModel(int Year, string Sum, IReadOnlyList<HourLine> Lines);
