using System.Text.Json.Serialization;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>What a speaker said about reusing what they told in a session. It can be changed at any time.</summary>
/// <param name="Speaker">The speaker's key (<see cref="SpeakerRule.Key"/>).</param>
/// <param name="By">Who recorded it: the speaker, or a coordinator for an outside expert.</param>
public sealed record Consent(string Session, string Speaker, bool Given, DateTimeOffset At, string By);

/// <summary>Table "consents": partition = speaker, row = session, so that a speaker's own are found together.</summary>
public sealed class ConsentStore(ITables tables)
{
    const string Table = "consents";

    public async ValueTask<Consent?> Find(string session, string speaker, CancellationToken ct) =>
        (await tables.Find(Table, speaker, session, ConsentJson.Default.Consent, ct))?.Value;

    /// <summary>The newest word counts.</summary>
    public async ValueTask Keep(Consent consent, CancellationToken ct) =>
        await tables.Commit(Table, consent.Speaker, [Rows.Put(consent.Session, consent, ConsentJson.Default.Consent)], ct);

    /// <summary>Everything that a speaker has answered, newest first.</summary>
    public async ValueTask<IReadOnlyList<Consent>> Of(string speaker, CancellationToken ct)
    {
        var all = new List<Consent>();
        await foreach (var row in tables.All(Table, speaker, "", ConsentJson.Default.Consent, ct)) all.Add(row.Value);
        return [.. all.OrderByDescending(consent => consent.At)];
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Consent))]
internal sealed partial class ConsentJson : JsonSerializerContext;
