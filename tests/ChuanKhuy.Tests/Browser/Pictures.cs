using Microsoft.Playwright;

namespace ChuanKhuy.Tests.Browser;

/// <summary>Screenshots for people to look at: kept in the build output, and copied to docs/pictures with UPDATE_PICTURES=1.</summary>
static class Pictures
{
    /// <param name="whole">The whole page, not only what the window shows.</param>
    public static async Task Keep(IPage page, string name, bool whole = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;
        var picture = await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = whole });
        Assert.NotEmpty(picture);
        if (Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1") await File.WriteAllBytesAsync(Path.Combine(Repository, "docs", "pictures", name), picture);
    }

    /// <summary>The folder of the solution, above the test's own.</summary>
    static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "ChuanKhuy.sln"))) folder = folder.Parent;
            return folder.FullName;
        }
    }
}
