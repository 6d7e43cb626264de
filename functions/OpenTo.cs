namespace ChuanKhuy.Functions;

/// <summary>Who gets past a function's door.</summary>
public enum Door
{
    /// <summary>Anybody; nothing behind it names a person to a stranger or changes anything.</summary>
    Everybody,

    /// <summary>Whoever holds an unguessable link.</summary>
    LinkHolder,

    /// <summary>A signed-in person of the roster. Strangers are sent to the first page, or refused with 401.</summary>
    SignedIn,

    /// <summary>The developer at this machine (<see cref="DeskGuard"/>); not found for everybody else.</summary>
    Desk,

    /// <summary>A chat platform that proves itself with a token or signature.</summary>
    Channel,

    /// <summary>Not reachable from outside: timer and queue.</summary>
    Host,
}

/// <summary>
/// The declared policy of a function. Azure's host gives us no place to enforce it for all, so each function looks itself;
/// a function without a declaration is not served, and a test tries every door as a stranger.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAttribute(Door door) : Attribute
{
    public Door Door => door;
}
