using ChuanKhuy.Bench;
using Microsoft.Playwright;

namespace ChuanKhuy.Tests.Browser;

/// <summary>
/// The machine's Chromium, headless, one for the whole test run: use it as a class fixture. Pages of one test class have nothing in common
/// with those of another. The browser ends with the test process, because its driver does.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly Lazy<Task<IBrowser>> shared = new(LocalChromium.Start);
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
}
