namespace ChuanKhuy.Functions.Server;

/// <summary>Marks a function of the second host; the shape is that of the isolated worker's attribute, so that one source serves both hosts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>The function answers HTTP requests. Sign-in is our own code's matter, so the level is always <see cref="AuthorizationLevel.Anonymous"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel => authLevel;

    public IReadOnlyList<string> Methods => methods;

    /// <summary>Without a leading slash; null means the function's name.</summary>
    public string? Route { get; set; }
}

/// <summary>The levels that Azure knows; the second host has no keys and serves only the first.</summary>
public enum AuthorizationLevel { Anonymous, User, Function, System, Admin }

/// <summary>The function runs by a cron expression of six fields, in UTC.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule => schedule;
}

/// <summary>What a timer function is told.</summary>
public sealed class TimerInfo
{
    /// <summary>It should have run earlier: the host was down or busy.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The function takes messages from a queue, at least once each.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName => queueName;

    /// <summary>The name of the setting with the connection, for Azure; the second host uses its own store.</summary>
    public string? Connection { get; set; }
}
