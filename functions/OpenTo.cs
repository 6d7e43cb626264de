using ChuanKhuy.Core.People;

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

    /// <summary>Coordinators. For everybody else who is signed in there is no such page.</summary>
    Coordinators,

    /// <summary>Coordinators and admins: the roster, the settings, the log of changes.</summary>
    Keepers,

    /// <summary>Admins alone.</summary>
    Admins,

    /// <summary>Whoever may read totals: coordinators, executives, admins.</summary>
    Totals,

    /// <summary>The developer at this machine (<see cref="DeskGuard"/>); not found for everybody else.</summary>
    Desk,

    /// <summary>A chat platform that proves itself with a token or signature.</summary>
    Channel,

    /// <summary>Not reachable from outside: timer and queue.</summary>
    Host,
}

/// <summary>
/// The declared policy of a function. A function without a declaration is not served. Doors for roles are kept shut by <see cref="Doors"/>, which reads this
/// declaration and nothing else; a test tries every door in every role.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenToAttribute(Door door) : Attribute
{
    public Door Door => door;

    /// <summary>Whether a signed-in person of these roles gets past. Denied unless it is named here.</summary>
    public static bool Opens(Door door, Roles roles) => door switch
    {
        Door.SignedIn => true,
        Door.Coordinators => Has(roles, Roles.Coordinator),
        Door.Keepers => Has(roles, Roles.Coordinator | Roles.Admin),
        Door.Admins => Has(roles, Roles.Admin),
        Door.Totals => Has(roles, Roles.Coordinator | Roles.Executive | Roles.Admin),
        _ => false,
    };

    static bool Has(Roles roles, Roles any) => (roles & any) != 0;
}
