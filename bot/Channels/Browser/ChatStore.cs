using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Bot.Channels;

/// <summary>One line of a person's chat in the browser: their own text, or a card of ours as sealed JSON.</summary>
public sealed record ChatLine(string Id, DateTimeOffset At, string? Said = null, string? Card = null, string? Summary = null);

/// <summary>Table "chat": partition = person, row = one line. A line that is written again under its id is replaced where it stands.</summary>
public sealed class ChatStore(ITables tables)
{
    const string Table = "chat";

    /// <summary>False when a line with this id was there already.</summary>
    public async ValueTask<bool> Add(string person, ChatLine line, CancellationToken ct) =>
        await tables.Commit(Table, person, [Rows.Insert(line.Id, line, ChatJson.Default.ChatLine)], ct) is Committed.Done;

    /// <summary>Puts another card where the line stands; a line that is not there any more is added.</summary>
    public async ValueTask Replace(string person, ChatLine line, CancellationToken ct)
    {
        var was = await tables.Find(Table, person, line.Id, ChatJson.Default.ChatLine, ct);
        await tables.Commit(Table, person, [Rows.Put(line.Id, was is null ? line : line with { At = was.Value.At }, ChatJson.Default.ChatLine)], ct);
    }

    /// <summary>All lines, oldest first, and a mark that changes whenever one of them does.</summary>
    public async ValueTask<(IReadOnlyList<ChatLine> Lines, string Mark)> Lines(string person, CancellationToken ct)
    {
        var (lines, mark) = (new List<ChatLine>(), new HashCode());
        await foreach (var row in tables.All(Table, person, "", ChatJson.Default.ChatLine, ct))
        {
            lines.Add(row.Value);
            mark.Add(row.ETag, StringComparer.Ordinal);
        }
        return ([.. lines.OrderBy(line => line.At).ThenBy(line => line.Id, StringComparer.Ordinal)], $"{lines.Count}-{mark.ToHashCode():x8}");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatLine))]
[JsonSerializable(typeof(IReadOnlyList<ChatLine>))]
public sealed partial class ChatJson : JsonSerializerContext;
