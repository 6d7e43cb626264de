using System.Text.Json;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Core.Feedback;

/// <summary>An item of the form: its id in the click and its label on the card.</summary>
public sealed record FeedbackItem(string Id, string Label);

/// <summary>A free text of the form. <paramref name="Mark"/> is put before it where a form has several, because in a box texts stand apart from all else.</summary>
public sealed record FeedbackText(string Id, string Label, string Mark = "");

/// <summary>A form as people see it. Its id carries its version: a form that was sent never changes, a better one gets the next number.</summary>
public sealed record Form(string Id, string Heading, IReadOnlyList<FeedbackItem> Items, IReadOnlyList<FeedbackText> Texts);

/// <summary>The forms of forms.json.</summary>
public static class Forms
{
    public static IReadOnlyList<Form> All { get; } = Load();

    /// <summary>The form that a session of this kind gets when its feedback opens now.</summary>
    public static Form For(SessionKind kind) => Newest(kind switch
    {
        SessionKind.Workshop => "workshop",
        SessionKind.Evaluation => "evaluation",
        _ => "session",
    });

    /// <summary>The form of this id; the first session form for rows from before there were several.</summary>
    public static Form Find(string? id) => All.First(form => form.Id == (id ?? "session-1"));

    /// <summary>The form that this session's people were sent, or will be.</summary>
    public static Form Of(Session session) => session.IsDone(DueKind.Feedback) ? Find(session.Form) : For(session.Plan.Kind);

    static Form Newest(string name) => All.Where(form => form.Id.StartsWith($"{name}-", StringComparison.Ordinal)).MaxBy(Version)!;

    static int Version(Form form) => int.Parse(form.Id.AsSpan(form.Id.IndexOf('-', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture);

    static IReadOnlyList<Form> Load()
    {
        using var file = typeof(Forms).Assembly.GetManifestResourceStream("forms.json") ?? throw new InvalidOperationException("The forms are missing from the program.");
        return JsonSerializer.Deserialize(file, FormJson.Default.IReadOnlyListForm)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Form>))]
internal sealed partial class FormJson : JsonSerializerContext;
