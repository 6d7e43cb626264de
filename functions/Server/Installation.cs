using ChuanKhuy.Core;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Commands;

namespace ChuanKhuy.Functions.Server;

/// <summary>
/// One installation on this machine: its settings, its open store and the parts of the product. The server runs it, a command uses its parts.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    Installation(WebApplication app, OpenStore store) => (App, Store) = (app, store);

    public WebApplication App { get; }

    public OpenStore Store { get; }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <param name="time">The office's clock; the system's when null.</param>
    /// <param name="background">Whether timers and queues run beside the web server.</param>
    /// <param name="environment">"Development" or "Production"; as the machine says when null.</param>
    /// <param name="configure">A last word on the settings, for the demo and the tests.</param>
    /// <param name="watch">Put around every call to the store, to count.</param>
    /// <exception cref="TroubleException">A setting or the store cannot be used.</exception>
    public static async Task<Installation> Open(
        Where where, CancellationToken ct, TimeProvider? time = null, bool background = false, Dice? dice = null, string? environment = null,
        Action<WebApplicationBuilder>? configure = null, StorageHook? watch = null)
    {
        var builder = Settings(where, environment);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ssZ ", true));
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // What keeps the server from starting is told in one sentence by the command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        configure?.Invoke(builder);

        var clock = time ?? TimeProvider.System;
        var store = await Stores.Open(StoreSettingsReader.From(builder.Configuration), clock, ct);
        try
        {
            var functions = Function.In(typeof(Installation).Assembly);
            builder.Services.AddSingleton(store).AddChuanKhuy(watch is null ? store.Store : store.Store.Through(watch), clock, dice ?? new SecureDice());
            builder.Services.AddSingleton(functions);
            if (background) builder.Services.AddHostedService<Loops>();
            var app = builder.Build();
            app.MapFunctions(functions);
            await app.Services.GetRequiredService<HolidayStore>().Load(ct);
            app.Services.GetRequiredService<Channels>(); // a channel that is set up in halves is told of now
            app.Services.GetRequiredService<MeetingPlatforms>(); // a meeting platform, too
            return new(app, store);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where this installation keeps its things, without opening them.</summary>
    /// <exception cref="TroubleException">A setting cannot be used.</exception>
    public static StoreSettings Storage(Where where) => StoreSettingsReader.From(Settings(where).Configuration);

    /// <summary>What is set on this machine, before anything is made of it.</summary>
    public static WebApplicationBuilder Settings(Where where, string? environment = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory });
        if (where.Data is { } folder) builder.Configuration["Storage:Path"] = Path.Combine(folder, "chuankhuy.db");
        builder.Configuration["urls"] = where.Urls ?? (builder.Configuration["urls"] is { Length: > 0 } set ? set : OfficeSettings.DefaultUrl);
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Store.DisposeAsync();
    }
}
