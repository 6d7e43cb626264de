using System.CommandLine;
using System.IO.Compression;
using System.Text;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Core;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`teams-package --out FILE.zip`: the app package that a Teams administrator uploads, made for this installation.</summary>
static class TeamsPackageCommand
{
    static readonly Option<FileInfo> Out = new("--out") { Description = "ไฟล์ผลลัพธ์ (file) .zip", Required = true };

    public static Command Make()
    {
        var command = new Command("teams-package", "ทำไฟล์ติดตั้งแอปใน Microsoft Teams (make the Teams app package)") { Out };
        command.SetAction(async (parsed, ct) => await Run(Where.Read(parsed), parsed.GetValue(Out)!, ct));
        return command;
    }

    static async Task<int> Run(Where where, FileInfo file, CancellationToken ct)
    {
        await using var installation = await Installation.Open(where, ct);
        Write(installation, file);
        await Console.Out.WriteLineAsync($"เขียน {file.Name} แล้ว ให้ผู้ดูแล Teams อัปโหลด (written; a Teams administrator uploads it)");
        return 0;
    }

    /// <exception cref="TroubleException">A setting is missing, or the file cannot be written.</exception>
    internal static void Write(Installation installation, FileInfo file)
    {
        var (app, address) = (installation.Get<TeamsSettings>().AppId, new Uri(installation.Get<OfficeSettings>().BaseUrl));
        if (!Guid.TryParse(app, out _)) throw new TroubleException("ตั้ง Teams:AppId เป็นรหัสแอปของบอตก่อน", "Set Teams:AppId to the bot's app id first.");
        if (address.Scheme != Uri.UriSchemeHttps) throw new TroubleException("ตั้ง Web:BaseUrl เป็นที่อยู่ https ที่ Teams เข้าถึงได้ก่อน", "Set Web:BaseUrl to the https address that Teams reaches first.");
        try
        {
            Write(file, text => text.Replace("{{AppId}}", app, StringComparison.Ordinal).Replace("{{BaseUrl}}", address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
                .Replace("{{Host}}", address.Host, StringComparison.Ordinal));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เขียนไฟล์ {file.FullName} ไม่ได้ ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้", $"Cannot write {file.FullName}: check that the folder exists and may be written.", fault);
        }
    }

    static void Write(FileInfo file, Func<string, string> fill)
    {
        using var stream = File.Create(file.FullName);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var part in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "teams")).Order(StringComparer.Ordinal))
        {
            using var entry = zip.CreateEntry(Path.GetFileName(part)).Open();
            entry.Write(part.EndsWith(".json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(fill(File.ReadAllText(part))) : File.ReadAllBytes(part));
        }
    }
}
