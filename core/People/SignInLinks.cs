namespace ChuanKhuy.Core.People;

/// <summary>One-time links into the pages. A link is its holder's key: it goes to that person alone, never into a group or a log.</summary>
/// <param name="baseUrl">The public address, without a slash at its end.</param>
public sealed class SignInLinks(SignInStore store, string baseUrl)
{
    /// <summary>A new link that signs one browser in as this person, once, within <paramref name="lifetime"/> (<see cref="SignIn"/> has the usual ones).</summary>
    public async Task<string> Make(Person person, TimeSpan lifetime, CancellationToken ct) =>
        $"{baseUrl}/signin/{(await store.Invite(person.Id, lifetime, ct)).Text}";
}
