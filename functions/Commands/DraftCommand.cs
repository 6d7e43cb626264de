using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.Knowledge;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`draft FILE [--json]`: prints draft knowledge items for a transcript or summary. Needs no store and keeps nothing.</summary>
static class DraftCommand
{
    static readonly Argument<FileInfo> FileArgument = new("file") { Description = "ถอดเสียง .vtt หรือสรุป .txt (transcript or summary)" };
    static readonly Option<bool> Json = new("--json") { Description = "พิมพ์เป็น JSON (print JSON)" };

    public static Command Make()
    {
        var command = new Command("draft", "ร่างเรื่องสำหรับห้องสมุดจากถอดเสียงหรือสรุป (draft knowledge items)") { FileArgument, Json };
        command.SetAction(async (parsed, ct) => await Run(parsed.GetValue(FileArgument)!, parsed.GetValue(Json), ct));
        return command;
    }

    static async Task<int> Run(FileInfo file, bool json, CancellationToken ct)
    {
        await using var opened = Files.Open(file);
        var source = await SourceReader.Read(opened, file.Name, ct) switch
        {
            FileOutcome<Source>.Taken(var read) => read,
            FileOutcome<Source>.Unreadable(var problem) => throw new TroubleException(problem.Thai, problem.English),
            _ => throw new InvalidOperationException("A file was read in a third way."),
        };
        var items = Draft.Make(source);
        await Console.Out.WriteLineAsync(json ? DraftJson.Write(source, items) : Page(items));
        return 0;
    }

    static string Page(IReadOnlyList<Proposal> items) => items.Count == 0
        ? "ไม่พบเรื่องที่ควรเก็บ (nothing to keep was found)"
        : string.Join("\n\n", items.Select(item => string.Join('\n',
            [
                $"{item.Title}", $"{item.Category.Thai()} · {item.Format.Thai()} · {Show(item.Minutes)} นาที",
                .. item.Sentences.Select(sentence => $"  - {sentence.Text} [{Where(sentence.Unit)}]"),
            ])));

    static string Where(SourceUnit unit) => string.Join(' ', new[] { unit.From is { } from ? Clock(from) : $"บรรทัด {unit.Line}", unit.Speaker }.Where(part => part is not null));

    static string Clock(TimeSpan at) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)at.TotalMinutes:00}:{at.Seconds:00}");

    static string Show(double minutes) => minutes.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The form that `draft --json` prints.</summary>
static class DraftJson
{
    public static string Write(Source source, IReadOnlyList<Proposal> items) => JsonSerializer.Serialize(
        new Drafted(source.Name, [.. items.Select(item => new DraftedItem(
            item.Title, item.Category, item.Format, item.Keywords, [.. item.Sentences.Select(s => s.Unit.Number)], [.. item.Sentences.Select(Cite)],
            item.Minutes, item.Question is { } question ? Cite(question) : null, [.. item.Steps.Select(Cite)], item.Series))]),
        Thai.Drafted);

    static DraftedSentence Cite(Cited cited) =>
        new(cited.Text, [cited.Unit.Number], cited.Unit.Speaker, cited.Unit.From is { } from ? from.ToString(@"hh\:mm\:ss\.fff", System.Globalization.CultureInfo.InvariantCulture) : null, cited.Unit.Line);

    public static readonly DraftedJson Thai = new(new(DraftedJson.Default.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <param name="Units">The units of the sentences.</param>
sealed record DraftedItem(
    string Title, Category Category, Format Format, IReadOnlyList<string> Keywords, IReadOnlyList<int> Units, IReadOnlyList<DraftedSentence> Sentences, double Minutes,
    DraftedSentence? Question, IReadOnlyList<DraftedSentence> Steps, int Series);

sealed record DraftedSentence(string Text, IReadOnlyList<int> Units, string? Speaker, string? At, int Line);

sealed record Drafted(string Source, IReadOnlyList<DraftedItem> Items);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(SmallName<Category>), typeof(SmallName<Format>)])]
[JsonSerializable(typeof(Drafted))]
[JsonSerializable(typeof(IReadOnlyList<SearchedItem>))]
sealed partial class DraftedJson : JsonSerializerContext;

/// <summary>Enum values as the file forms write them, in small letters.</summary>
sealed class SmallName<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase) where T : struct, Enum;
