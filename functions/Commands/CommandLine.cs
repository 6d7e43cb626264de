using System.CommandLine;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions.Commands;

/// <summary>
/// The commands of the program. Without one it starts the server. Exit code 0: done; 1: something stands in the way, said in one Thai
/// and one English sentence on standard error; 2: used in a way that it does not have.
/// </summary>
public static class CommandLine
{
    const int Trouble = 1;
    const int WrongUsage = 2;

    /// <summary>How long a command that is asked to stop may bring to its end what is under way; the host gives itself 30 seconds.</summary>
    static readonly TimeSpan Stopping = TimeSpan.FromSeconds(40);

    public static async Task<int> Run(string[] args)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Complain("ใช้คำสั่งไม่ถูก ดูวิธีใช้ด้วย --help", string.Join(" ", parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal))));
            return WrongUsage;
        }
        try
        {
            RequireIcu();
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Stopping });
        }
        catch (TroubleException trouble)
        {
            await Complain(trouble.Thai, trouble.Message);
        }
        catch (StoreUnavailableException)
        {
            await Complain("ระบบเก็บข้อมูลไม่ตอบ ลองใหม่อีกครั้ง", "The store does not answer. Try again.");
        }
        catch (OperationCanceledException)
        {
            await Complain("หยุดตามคำสั่ง", "Stopped.");
        }
        catch (Exception fault)
        {
            await Complain("เกิดข้อผิดพลาดที่เราไม่ได้คาดไว้ โปรดแจ้งผู้พัฒนา", $"Unexpected: {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}");
        }
        return Trouble;
    }

    static RootCommand Root()
    {
        var root = new RootCommand("ชวนคุย: ผู้ช่วยจัดคุณอำนวยชวนคุยในแชต (a chat companion for informal expert talks)")
        {
            Where.DataOption, Where.UrlsOption,
            ImportCommand.Make(), ReportCommand.Make(), PlanYearCommand.Make(), TickCommand.Make(), SignInCommand.Make(), TeamsPackageCommand.Make(), DemoCommand.Make(), DraftCommand.Make(), SearchCommand.Make(), ExportCommand.Make(), RebuildCommand.Make(),
            BackupCommand.Make(), RestoreCommand.Make(), PersonCommand.Make(), DoctorCommand.Make(),
        };
        root.SetAction((parsed, ct) => ServeCommand.Run(Where.Read(parsed), ct));
        return root;
    }

    /// <summary>Thai sorting and comparing need ICU; without it .NET would silently sort by code.</summary>
    static void RequireIcu()
    {
        try
        {
            _ = CultureInfo.GetCultureInfo("th-TH");
        }
        catch (CultureNotFoundException)
        {
            throw new TroubleException(
                "เครื่องนี้ไม่มีไลบรารี ICU ที่ใช้เรียงและเทียบภาษาไทย ติดตั้งแพ็กเกจ libicu แล้วเริ่มใหม่",
                "The ICU library, needed for Thai, is missing: install the package libicu (or unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT) and start again.");
        }
    }

    static async Task Complain(string thai, string english)
    {
        await Console.Error.WriteLineAsync(thai);
        await Console.Error.WriteLineAsync(english);
    }
}
