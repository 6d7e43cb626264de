using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Functions;

/// <summary>
/// The one place where doors for signed-in people are kept: finds the declaration of the function that asks, and lets in whom it names.
/// Strangers are sent to the first page, or refused with 401; for others who may not in, there is no such page. A change needs the form token too.
/// </summary>
public sealed class Doors(SignInGate gate, FormGuard forms, Views views)
{
    static readonly ConcurrentDictionary<(Type, string), Door> declared = new();

    /// <summary>A page, or a file.</summary>
    public async Task<IResult> Show(object house, HttpRequest request, Func<Person, Task<IResult>> page, CancellationToken ct, [CallerMemberName] string function = "")
    {
        if (await gate.Who(request, ct) is not { } person) return Views.SeeOther(request, "/");
        return OpenToAttribute.Opens(Declared(house, function), person.Roles) ? await page(person) : await views.NotFound(request);
    }

    /// <summary>A change.</summary>
    public async Task<IResult> Act(object house, HttpRequest request, Func<Person, IFormCollection, Task<IResult>> act, CancellationToken ct, [CallerMemberName] string function = "")
    {
        if (await gate.Who(request, ct) is not { } person) return SignInGate.Closed();
        if (!OpenToAttribute.Opens(Declared(house, function), person.Roles)) return await views.NotFound(request);
        if (!Uploads.Fits(request)) return await views.Say(request, StatusCodes.Status413PayloadTooLarge, "ไฟล์ใหญ่เกิน 5 เมกะไบต์", "แบ่งเป็นหลายไฟล์ แล้วลองใหม่");
        if (!await forms.Proves(request, ct)) return SignInGate.NotOurs();
        return await act(person, await request.ReadFormAsync(ct));
    }

    static Door Declared(object house, string function) => declared.GetOrAdd((house.GetType(), function), static key =>
        key.Item1.GetMethod(key.Item2)?.GetCustomAttribute<OpenToAttribute>()?.Door ?? throw new InvalidOperationException($"{key.Item1.Name}.{key.Item2} does not declare whom it is open to."));
}
