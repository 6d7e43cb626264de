using Microsoft.Playwright;

namespace ChuanKhuy.Bench;

/// <summary>The machine's Chromium, headless; it ends with the process that started it, because its driver does.</summary>
public static class LocalChromium
{
    const string Program = "/usr/bin/chromium";

    // Nothing that asks the network for anything on its own, and what a container without a sandbox of its own needs.
    static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none", "--hide-scrollbars",
    ];

    public static async Task<IBrowser> Start()
    {
        var driver = await Playwright.CreateAsync();
        return await driver.Chromium.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = Quiet });
    }
}
