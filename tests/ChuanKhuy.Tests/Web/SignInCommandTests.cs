using System.Diagnostics;

namespace ChuanKhuy.Tests.Web;

/// <summary>`signin ID`, as a program of its own beside a running server.</summary>
public sealed class SignInCommandTests
{
    [Fact]
    public async Task The_link_stands_on_standard_output_alone_and_works()
    {
        await using var office = await WebOffice.Open();
        var (code, said, complained) = await Run(office, "signin", "somchai");
        Assert.Equal((0, ""), (code, complained));
        Assert.Matches("^http://127\\.0\\.0\\.1:7099/signin/somchai\\.[A-Za-z0-9_-]{22}\n$", said);
        using var visit = office.Visit();
        var link = new Uri(said.Trim()).AbsolutePath;
        await visit.Get(link);
        Assert.Equal(303, (await visit.Press(link)).Status);
    }

    [Fact]
    public async Task A_slip_has_name_link_and_code()
    {
        await using var office = await WebOffice.Open();
        var (code, said, _) = await Run(office, "signin", "malee", "--slip");
        Assert.Equal(0, code);
        Assert.StartsWith("สลิปเข้าใช้ชวนคุยของ นางสาวมาลี สวนงาม\nใช้ได้ครั้งเดียว ถึง ", said, StringComparison.Ordinal);
        Assert.Contains("/signin/malee.", said, StringComparison.Ordinal);
        Assert.Contains("█", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_of_that_id_is_said_in_Thai_and_English()
    {
        await using var office = await WebOffice.Open();
        var (code, said, complained) = await Run(office, "signin", "nobody");
        Assert.Equal((1, "", "ไม่พบรหัส nobody ในทะเบียน\nNobody in the roster has the id nobody.\n"), (code, said, complained));
    }

    static async Task<(int Code, string Said, string Complained)> Run(WebOffice office, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "chuankhuy.dll"), .. arguments, "--data", office.Folder, "--urls", "http://127.0.0.1:7099"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }
}
