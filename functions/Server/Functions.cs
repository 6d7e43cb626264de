using System.Reflection;

namespace ChuanKhuy.Functions.Server;

/// <summary>A function as found in an assembly: the method, and its one trigger.</summary>
public sealed record Function(string Name, MethodInfo Method, Attribute Trigger)
{
    public Type Class => Method.DeclaringType!;

    /// <summary>Every function of an assembly, by name. Refuses a method without a trigger as its first parameter.</summary>
    public static IReadOnlyList<Function> In(Assembly assembly) =>
    [
        .. assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Function: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.Function is not null)
            .Select(found => new Function(found.Function!.Name, found.Method, TriggerOf(found.Method)))
            .OrderBy(function => function.Name, StringComparer.Ordinal),
    ];

    static Attribute TriggerOf(MethodInfo method) =>
        method.GetParameters().FirstOrDefault()?.GetCustomAttributes().FirstOrDefault(a => a is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute)
        ?? throw new InvalidOperationException($"{method.DeclaringType!.Name}.{method.Name} has no trigger that this host knows.");

    /// <summary>Runs a timer or queue function.</summary>
    public async Task Run(IServiceProvider services, object input, CancellationToken ct)
    {
        try
        {
            await (Task)Method.Invoke(services.GetRequiredService(Class), [input, ct])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
        }
    }
}
