using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Mentors;

/// <summary>
/// Table "mentors": partition "mentors", row = appointed person with what they hold; partition "answers", row = person, the newest answer to the survey;
/// partition "survey", one row that names the newest survey.
/// </summary>
public sealed class MentorStore(ITables tables, TimeProvider time)
{
    const string Table = "mentors";
    const string People = "mentors";
    const string Answers = "answers";
    const string Surveys = "survey";
    const string Newest = "newest";

    public ValueTask<Stored<Mentor>?> Find(string person, CancellationToken ct) => tables.Find(Table, People, person, MentorJson.Default.Mentor, ct);

    public async ValueTask<IReadOnlyList<Mentor>> All(CancellationToken ct)
    {
        var all = new List<Mentor>();
        await foreach (var row in tables.All(Table, People, "", MentorJson.Default.Mentor, ct)) all.Add(row.Value);
        return all;
    }

    /// <summary>Changes a mentor, from what is stored at that moment; null leaves everything as it is, and says so.</summary>
    public async ValueTask<Mentor?> Change(string person, Func<Mentor, Mentor?> rule, CancellationToken ct)
    {
        while (true)
        {
            var was = await Find(person, ct);
            if (rule(was?.Value ?? new(person, [], SurveyAnswer.Usual, false, [])) is not { } next) return null;
            if (await tables.Commit(Table, People, [Rows.Write(person, was, next, MentorJson.Default.Mentor)], ct) is Committed.Done) return next;
        }
    }

    /// <summary>
    /// Keeps a place for a question before the transaction that gives it to the mentor; false when there is none. A crash in between leaves a place
    /// for nothing, which the timer takes away: the cap holds at every moment.
    /// </summary>
    public async ValueTask<bool> Hold(string person, string ask, CancellationToken ct) =>
        await Change(person, mentor => mentor.Hold(ask, time.GetUtcNow()), ct) is not null;

    public async ValueTask Drop(string person, IReadOnlySet<string> asks, CancellationToken ct) =>
        await Change(person, mentor => mentor.Held.Any(held => asks.Contains(held.Ask)) ? mentor.Drop(asks) : null, ct);

    public async ValueTask<SurveyAnswer?> FindAnswer(string person, CancellationToken ct) =>
        (await tables.Find(Table, Answers, person, MentorJson.Default.SurveyAnswer, ct))?.Value;

    public async ValueTask<IReadOnlyList<SurveyAnswer>> AllAnswers(CancellationToken ct)
    {
        var all = new List<SurveyAnswer>();
        await foreach (var row in tables.All(Table, Answers, "", MentorJson.Default.SurveyAnswer, ct)) all.Add(row.Value);
        return all;
    }

    public async Task Save(IReadOnlyList<SurveyAnswer> answers, CancellationToken ct)
    {
        foreach (var page in answers.Chunk(Limits.Transaction))
            await tables.Commit(Table, Answers, [.. page.Select(answer => Rows.Put(answer.Person, answer, MentorJson.Default.SurveyAnswer))], ct);
    }

    /// <summary>The session of the newest survey; null before the first.</summary>
    public ValueTask<Stored<Survey>?> Survey(CancellationToken ct) => tables.Find(Table, Surveys, Newest, MentorJson.Default.Survey, ct);

    /// <summary>False when somebody else began one meanwhile.</summary>
    public async ValueTask<bool> Begin(Stored<Survey>? was, Survey survey, CancellationToken ct) =>
        await tables.Commit(Table, Surveys, [Rows.Write(Newest, was, survey, MentorJson.Default.Survey)], ct) is Committed.Done;
}

/// <summary>A round of the survey.</summary>
public sealed record Survey(int Round, DateTimeOffset Deadline, string By)
{
    [JsonIgnore] public string Session => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"~survey{Round:D4}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Mentor))]
[JsonSerializable(typeof(SurveyAnswer))]
[JsonSerializable(typeof(Survey))]
[JsonSerializable(typeof(Ask))]
[JsonSerializable(typeof(AskLine))]
[JsonSerializable(typeof(AskPointer))]
[JsonSerializable(typeof(Glass))]
internal sealed partial class MentorJson : JsonSerializerContext;
