using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>What every platform's endpoint does with a request: refuse it, answer it, or keep it and acknowledge.</summary>
public sealed class ChannelDoor(Conversation conversation, Inbox inbox, ContactStore contacts)
{
    public async Task<IResult> Take(IChannel channel, HttpRequest request, CancellationToken ct)
    {
        switch (await channel.Read(request, ct))
        {
            case Reading.Refused refused:
                return refused.Result;
            case Reading.Later { Body.Length: > Inbox.LongestBody }:
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            case Reading.Later later:
                await inbox.Accept(channel.Name, later.Key, later.Body, ct);
                return Results.Ok();
            case Reading.Now { Incoming: var incoming }:
                var answer = await conversation.Handle(incoming, ct);
                if (incoming.Person is { } person) await contacts.Use(channel.Name, person, ct);
                return await channel.Answer(incoming, answer, ct);
            case var other:
                throw new InvalidOperationException($"Nobody takes {other.GetType().Name}.");
        }
    }
}
