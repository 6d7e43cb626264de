using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.People;

/// <summary>
/// The addresses of people's calendar feeds. An address is its holder's key to their own sessions: 128 bits of a signature that names the person.
/// Table "calendars": partition = person, with the number of their address; a new number ends the old address.
/// </summary>
public sealed class CalendarLinks(ITables tables, KeyStore keys)
{
    const string Table = "calendars";
    const string Row = "address";
    const string Purpose = "calendar";
    const int Bytes = 16;

    /// <summary>The address's unguessable part, of letters, digits, '-', '_' and '.'.</summary>
    public async ValueTask<string> Token(string person, CancellationToken ct) => await Make(await keys.Current(Purpose, ct), person, await Number(person, ct), ct);

    /// <summary>Ends the address that stands; the next one is new.</summary>
    public async Task Renew(string person, CancellationToken ct) =>
        await tables.Commit(Table, person, [Rows.Put(Row, new Address(await Number(person, ct) + 1), AddressJson.Default.Address)], ct);

    /// <summary>Whose feed it is; null when it is no address of ours, or no more.</summary>
    public async ValueTask<string?> Whose(string token, CancellationToken ct)
    {
        if (token.Split('.') is not [.. var name, var key, _] || name.Length == 0 || token.Length > 200) return null;
        var person = string.Join('.', name);
        if (!Import.Ids.Valid(person) || await keys.Find(Purpose, key, ct) is not { } signer) return null;
        var expected = await Make(signer, person, await Number(person, ct), ct);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(token)) ? person : null;
    }

    async ValueTask<int> Number(string person, CancellationToken ct) => (await tables.Find(Table, person, Row, AddressJson.Default.Address, ct))?.Value.Number ?? 1;

    static ValueTask<string> Make(Key key, string person, int number, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var signature = HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{person}|{number}")));
        return new($"{person}.{key.Id}.{Base64Url.EncodeToString(signature.AsSpan(0, Bytes))}");
    }
}

internal sealed record Address(int Number);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Address))]
internal sealed partial class AddressJson : JsonSerializerContext;
