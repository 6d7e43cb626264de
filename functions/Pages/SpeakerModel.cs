namespace ChuanKhuy.Pages;

/// <summary>An outside expert's own page.</summary>
/// <param name="Said">What came of the answer just given.</param>
/// <param name="Status">What was answered before; null while nothing was.</param>
/// <param name="N">The number of the answer that the form was made with.</param>
/// <param name="Asked">Whether an answer is still wanted.</param>
/// <param name="Code">The code word to show in the room; null while it is not time.</param>
/// <param name="Present">How many came, once it is over.</param>
public sealed record SpeakerModel(
    TalkFacts Talk, string Name, string? Said, string? Status, string Audience, int Yes, int Maybe, int Silent, IReadOnlyList<string> Questions,
    string? Slides, string? Rehearsal, int N, bool Asked, string? Join, string? Code, int? Present, string Form);
