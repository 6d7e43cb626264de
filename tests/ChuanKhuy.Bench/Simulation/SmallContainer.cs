using System.Collections.Concurrent;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChuanKhuy.Bench.Simulation;

/// <summary>
/// The product's parts as it registers them, each made when first asked for. A history starts a process for every click, and a whole container for each
/// would take most of the time; this one shares what can be known before (how a part is made), never a part.
/// </summary>
sealed class SmallContainer : IServiceProvider, IAsyncDisposable
{
    static readonly Dictionary<Type, ServiceDescriptor> registered = Registered();
    static readonly ConcurrentDictionary<Type, ObjectFactory> factories = new();
    static readonly ConcurrentDictionary<Type, object> silent = new();
    readonly Dictionary<Type, object> parts = [];

    public SmallContainer(Store store, TimeProvider time, Dice dice) =>
        With(store).With(store.Tables).With(store.Queues).With(store.Blobs).With(time).With(dice).With<IServiceProvider>(this);

    /// <summary>This part instead of the registered one.</summary>
    public SmallContainer With<T>(T part) where T : class
    {
        parts[typeof(T)] = part;
        return this;
    }

    public object? GetService(Type serviceType)
    {
        if (parts.TryGetValue(serviceType, out var part)) return part;
        if (serviceType.IsGenericType && serviceType.GetGenericTypeDefinition() == typeof(ILogger<>))
            return silent.GetOrAdd(serviceType, type => typeof(NullLogger<>).MakeGenericType(type.GenericTypeArguments).GetField(nameof(NullLogger<object>.Instance))!.GetValue(null)!);
        if (!registered.TryGetValue(serviceType, out var how)) return null;
        return parts[serviceType] = how.ImplementationFactory is { } make ? make(this)
            : factories.GetOrAdd(how.ImplementationType!, type => ActivatorUtilities.CreateFactory(type, []))(this, []);
    }

    static Dictionary<Type, ServiceDescriptor> Registered()
    {
        var (services, memory) = (new ServiceCollection(), new MemoryTables());
        services.AddChuanKhuy(new(memory, memory, new MemoryQueues(TimeProvider.System), new MemoryBlobs()), TimeProvider.System, new SecureDice());
        return services.Where(service => service.ImplementationInstance is null).GroupBy(service => service.ServiceType).ToDictionary(group => group.Key, group => group.Last());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.Values.ToList())
            if (part is IAsyncDisposable later && !ReferenceEquals(part, this)) await later.DisposeAsync();
            else if (part is IDisposable now && !ReferenceEquals(part, this)) now.Dispose();
    }
}
