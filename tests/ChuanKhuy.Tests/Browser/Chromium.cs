using Microsoft.Playwright;

namespace ChuanKhuy.Tests.Browser;

/// <summary>
/// The machine's Chromium, headless, one for the whole test run: use it as a class fixture. Pages of one test class have nothing in common
/// with those of another. The browser ends with the test process, because its driver does.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    const string Program = "/usr/bin/chromium";

    // Nothing that asks the network for anything on its own, and what a container without a sandbox of its own needs.
    static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none", "--hide-scrollbars",
    ];

    static readonly Lazy<Task<IBrowser>> shared = new(Start);
    readonly List<IBrowserContext> opened = [];

    /// <summary>An empty page of a new profile: Thai, Bangkok time, sizes in CSS pixels; <paramref name="scale"/> device pixels for each of them.</summary>
    public async Task<IPage> NewPage(int width, int height, float scale = 1)
    {
        var context = await (await shared.Value).NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            DeviceScaleFactor = scale,
            Locale = "th-TH",
            TimezoneId = "Asia/Bangkok",
        });
        lock (opened) opened.Add(context);
        return await context.NewPageAsync();
    }

    public Task InitializeAsync() => shared.Value;

    public async Task DisposeAsync()
    {
        foreach (var context in opened) await context.CloseAsync();
    }

    static async Task<IBrowser> Start()
    {
        var driver = await Playwright.CreateAsync();
        return await driver.Chromium.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = Quiet });
    }
}
