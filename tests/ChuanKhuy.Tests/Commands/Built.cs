using System.Diagnostics;
using System.Text;

namespace ChuanKhuy.Tests.Commands;

/// <summary>The built program as a process of its own, as an office starts it.</summary>
static class Built
{
    static readonly string file = Path.Combine(AppContext.BaseDirectory, "chuankhuy.dll");

    public sealed record Ended(int Code, string Out, string Error)
    {
        /// <summary>One Thai sentence and one English one, and nothing of our insides.</summary>
        public void IsRefusal(int code, string thai, string english)
        {
            Assert.True(Code == code, $"exit code {Code}: {Out}{Error}");
            Assert.Contains(thai, Error, StringComparison.Ordinal);
            Assert.Contains(english, Error, StringComparison.Ordinal);
            Assert.Equal(2, Error.TrimEnd().Split('\n').Length);
            Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        }

        public Ended IsDone()
        {
            Assert.True(Code == 0, $"exit code {Code}: {Out}{Error}");
            return this;
        }
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<Ended> Run(params string[] arguments) => With(null, arguments);

    /// <summary>The same with one more setting in its environment.</summary>
    public static async Task<Ended> With((string Key, string Value)? setting, params string[] arguments)
    {
        using var process = Start(arguments, setting is { } one ? [one] : []);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await said, await complained);
    }

    /// <summary>Starts it in Development, so that there is a browser to send to.</summary>
    public static Process Start(string[] arguments, params IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [file, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Logging__LogLevel__Default"] = "Error" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return Process.Start(start)!;
    }
}
