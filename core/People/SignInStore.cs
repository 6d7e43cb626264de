using System.Text.Json.Serialization;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.People;

/// <summary>
/// Table "signins": one partition a person, holding their open one-time links and their signed-in browsers by the hash of the secret.
/// Using a link up and opening the browser's row are one transaction, so two that follow one link at the same moment cannot both come in.
/// </summary>
public sealed class SignInStore(ITables tables, Dice dice, TimeProvider time)
{
    const string Table = "signins";
    const string Links = "link|";
    const string Browsers = "web|";

    /// <summary>A new one-time link for this person.</summary>
    public async ValueTask<SignInTicket> Invite(string person, TimeSpan lifetime, CancellationToken ct)
    {
        await Tidy(person, ct);
        var link = SignInTicket.NewLink(person, dice);
        await tables.Commit(Table, person, [Rows.Insert(Links + link.Hash, Until(lifetime), SignInJson.Default.SignInRow)], ct);
        return link;
    }

    /// <summary>Whether the link could be used now. Looking does not use it up.</summary>
    public async ValueTask<bool> Stands(SignInTicket link, CancellationToken ct) => await Find(link, Links, ct) is not null;

    /// <summary>Uses the link up. Null when it was used before, is too old, or never was; else the ticket of the browser, for <see cref="SignIn.Stay"/>.</summary>
    public async ValueTask<SignInTicket?> Enter(SignInTicket link, CancellationToken ct)
    {
        if (await Find(link, Links, ct) is not { } row) return null;
        var browser = SignInTicket.NewBrowser(link.Person, dice);
        Change[] changes = [new Change.Delete(row.Key, row.ETag), Rows.Insert(Browsers + browser.Hash, Until(SignIn.Stay), SignInJson.Default.SignInRow)];
        return await tables.Commit(Table, link.Person, changes, ct) is Committed.Done ? browser : null;
    }

    /// <summary>Whether this browser is signed in.</summary>
    public async ValueTask<bool> Knows(SignInTicket browser, CancellationToken ct) => await Find(browser, Browsers, ct) is not null;

    /// <summary>Signs the browser out, whether or not it was in.</summary>
    public async ValueTask Leave(SignInTicket browser, CancellationToken ct)
    {
        if (await Find(browser, Browsers, ct) is { } row) await tables.Commit(Table, browser.Person, [new Change.Delete(row.Key, row.ETag)], ct);
    }

    /// <summary>Signs every browser of this person out, and ends their open links.</summary>
    public ValueTask LeaveAll(string person, CancellationToken ct) => Drop(person, _ => true, ct);

    async ValueTask<Stored<SignInRow>?> Find(SignInTicket ticket, string kind, CancellationToken ct) =>
        await tables.Find(Table, ticket.Person, kind + ticket.Hash, SignInJson.Default.SignInRow, ct) is { } row && time.GetUtcNow() < row.Value.Until ? row : null;

    /// <summary>Takes away what nobody can use any more.</summary>
    ValueTask Tidy(string person, CancellationToken ct) => Drop(person, row => time.GetUtcNow() >= row.Until, ct);

    async ValueTask Drop(string person, Func<SignInRow, bool> which, CancellationToken ct)
    {
        var gone = new List<Change>();
        await foreach (var row in tables.All(Table, person, "", SignInJson.Default.SignInRow, ct))
            if (which(row.Value)) gone.Add(new Change.Delete(row.Key, row.ETag));
        foreach (var page in gone.Chunk(Limits.Transaction)) await tables.Commit(Table, person, page, ct);
    }

    SignInRow Until(TimeSpan lifetime) => new(time.GetUtcNow() + lifetime);
}

internal sealed record SignInRow(DateTimeOffset Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignInRow))]
internal sealed partial class SignInJson : JsonSerializerContext;
