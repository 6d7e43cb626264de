using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>
/// The personal pages of outside experts, who have no chat with us. Whoever holds the address answers as that speaker; it opens while they stand
/// in the session's plan.
/// </summary>
public sealed class SpeakerLinks(SignedNames names, SessionStore sessions)
{
    const string Purpose = "speaker";

    /// <summary>The address's unguessable part.</summary>
    /// <param name="key">As <see cref="SpeakerRule.Key"/>.</param>
    public ValueTask<string> Token(string session, string key, CancellationToken ct) => names.Token(Purpose, $"{session}.{key}", "", ct);

    /// <summary>The session and the outside expert; null when it is no address of ours, or the expert is no longer asked.</summary>
    public async ValueTask<(Session Session, Speaker Speaker)?> Find(string token, CancellationToken ct)
    {
        if (SignedNames.Name(token) is not { } name || name.LastIndexOf('.') is not (> 0 and var dot) || !Import.Ids.Valid(name[..dot])) return null;
        if (!await names.Proves(Purpose, token, "", ct) || await sessions.Find(name[..dot], ct) is not { Value: { State: not SessionState.Draft } session }) return null;
        return SpeakerRule.Find(session, name[(dot + 1)..]) is { Person: null } speaker ? (session, speaker) : null;
    }
}
