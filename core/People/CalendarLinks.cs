using System.Globalization;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.People;

/// <summary>
/// The addresses of people's calendar feeds. An address is its holder's key to their own sessions.
/// Table "calendars": partition = person, with the number of their address; a new number ends the old address.
/// </summary>
public sealed class CalendarLinks(ITables tables, SignedNames names)
{
    const string Table = "calendars";
    const string Row = "address";
    const string Purpose = "calendar";

    /// <summary>The address's unguessable part.</summary>
    public async ValueTask<string> Token(string person, CancellationToken ct) => await names.Token(Purpose, person, Text(await Number(person, ct)), ct);

    /// <summary>Ends the address that stands; the next one is new.</summary>
    public async Task Renew(string person, CancellationToken ct) =>
        await tables.Commit(Table, person, [Rows.Put(Row, new Address(await Number(person, ct) + 1), AddressJson.Default.Address)], ct);

    /// <summary>Whose feed it is; null when it is no address of ours, or no more.</summary>
    public async ValueTask<string?> Whose(string token, CancellationToken ct) =>
        SignedNames.Name(token) is { } person && Import.Ids.Valid(person) && await names.Proves(Purpose, token, Text(await Number(person, ct)), ct) ? person : null;

    async ValueTask<int> Number(string person, CancellationToken ct) => (await tables.Find(Table, person, Row, AddressJson.Default.Address, ct))?.Value.Number ?? 1;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal sealed record Address(int Number);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Address))]
internal sealed partial class AddressJson : JsonSerializerContext;
