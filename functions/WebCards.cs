using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>Cards on pages, for signed-in people: drawn, pressed and answered as in any chat. Who acts comes from the gate, never from the request.</summary>
public sealed class WebCards(BrowserChannel channel, Conversation conversation, Invites invites, Sealer sealer, ContactStore contacts)
{
    const int MostText = 2000;
    const int MostSource = 512;

    /// <summary>The person's invitation to a session as sealed JSON.</summary>
    public async Task<string> Invitation(Person person, string session, CancellationToken ct) =>
        await Sealed(person, await invites.Show(person, session, ct), ct);

    /// <summary>What the person typed or pressed; null when the request is neither.</summary>
    public async Task<Incoming?> Read(HttpRequest request, Person person, CancellationToken ct)
    {
        if (!request.HasJsonContentType() || await channel.Read(request, ct) is not Reading.Now { Incoming: var incoming }) return null;
        return (incoming with { Person = person.Id }) switch
        {
            Incoming.Said { Text.Length: > MostText } => null,
            Incoming.Clicked click when !IsSource(click.Source) => null,
            var read => read,
        };
    }

    /// <summary>The answering card, as sealed JSON; nothing is kept in the person's chat.</summary>
    public async Task<string> Press(Person person, Incoming.Clicked click, CancellationToken ct) =>
        await Sealed(person, await Handle(click, ct), ct);

    /// <summary>The answer becomes a line of the person's chat.</summary>
    public async Task<IResult> Chat(Incoming incoming, CancellationToken ct) =>
        await channel.Answer(incoming, await Handle(incoming, ct), ct);

    async Task<Message> Handle(Incoming incoming, CancellationToken ct)
    {
        var answer = await conversation.Handle(incoming, ct);
        if (incoming.Person is { } person) await contacts.Use(channel.Name, person, ct);
        return answer;
    }

    async Task<string> Sealed(Person person, Message message, CancellationToken ct) => (await sealer.Seal(message, person.Id, ct)).ToJsonString();

    // It becomes a row's key.
    static bool IsSource(string source) => source.Length <= MostSource && source.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '|');
}
