using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Privacy;

/// <summary>How much of a person is in the store.</summary>
public sealed record Exported(int Rows, int Acts, int Mentions);

/// <summary>
/// Everything of one person as JSON, for that person: "rows" are about them, as they stand; "acts" are rows about others in which they are the one who did it,
/// without the others' data; "mentions" are places where their name stands in somebody's text, "files" stored files with it. What they wrote in a feedback form
/// is not in it, because nobody can tell whose it is.
/// </summary>
public sealed class PersonExport(OpenStore store, RosterStore rosters, AuditLog audit, TimeProvider time)
{
    /// <returns>Null when nobody has this id, or their data is erased.</returns>
    public async Task<Exported?> Write(string id, string by, Stream to, CancellationToken ct)
    {
        if (await rosters.Find(id, ct) is not { Erased: null } person) return null;
        await audit.Write(by, ActKind.PersonExported, id, null, null, ct);
        var found = await PersonFinder.Find(store.Whole, person, await rosters.LoadNow(ct), ct);
        var meeting = found.Meetings.SelectMany(session => session.Value.Records, (session, row) => (session.Key, row.Key)).ToHashSet();
        var (acts, mentions, files) = (new List<JsonObject>(), new List<JsonObject>(), new List<string>());
        var rows = 0;
        await using var json = new Utf8JsonWriter(to, Readable);
        json.WriteStartObject();
        json.WriteString("person", id);
        json.WriteString("made", time.GetUtcNow());
        json.WriteStartArray("rows");
        using var blob = new MemoryStream();
        string? name = null;
        await foreach (var piece in store.Whole.Read(ct))
            switch (piece)
            {
                case Piece.Entity(var table, var row) when table is not ("keys" or "leases" or Feedback.FeedbackStore.Table) && PersonalRows.MayConcern(id, row, found.Traces):
                    var body = PersonalRows.Read(row);
                    if (PersonalRows.IsAbout(id, table, row, body) || (table == SessionStore.Table && meeting.Contains((row.Partition, row.Key))))
                    {
                        Place(table, row).Append(new("body", body)).Aggregate(new JsonObject(), Add).WriteTo(json);
                        rows++;
                    }
                    else if (PersonalRows.Acts(id, body).ToList() is { Count: > 0 } columns) acts.Add(Place(table, row, own: false).Append(new("as", string.Join(", ", columns))).Aggregate(new JsonObject(), Add));
                    else if (PersonalRows.Replace(body, found.Traces)) mentions.Add(Place(table, row, own: false).Aggregate(new JsonObject(), Add));
                    break;
                case Piece.Blob(var next):
                    Close();
                    name = next;
                    break;
                case Piece.Bytes(var content):
                    blob.Write(content.Span);
                    break;
            }
        Close();
        json.WriteEndArray();
        List("acts", acts);
        List("mentions", mentions);
        json.WriteStartArray("files");
        foreach (var file in files) json.WriteStringValue(file);
        json.WriteEndArray();
        json.WriteEndObject();
        return new(rows, acts.Count, mentions.Count + files.Count);

        void Close()
        {
            if (name is not null && SourceText.Look(blob.ToArray(), found.Traces) is not FileTrace.None) files.Add(name);
            blob.SetLength(0);
        }

        void List(string title, List<JsonObject> list)
        {
            json.WriteStartArray(title);
            foreach (var one in list) one.WriteTo(json);
            json.WriteEndArray();
        }
    }

    /// <param name="own">The whole key; of a row about others only its kind, because their ids may stand in it.</param>
    static IEnumerable<KeyValuePair<string, JsonNode?>> Place(string table, Row row, bool own = true) =>
        [new("table", table), new("partition", row.Partition), new("key", own ? row.Key : row.Key.Split('|')[0])];

    static JsonObject Add(JsonObject into, KeyValuePair<string, JsonNode?> column)
    {
        into.Add(column.Key, column.Value);
        return into;
    }

    static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
