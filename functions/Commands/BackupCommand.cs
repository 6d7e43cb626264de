using System.CommandLine;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Backup;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`backup FILE`: everything into one file, also beside a running server.</summary>
static class BackupCommand
{
    static readonly Argument<FileInfo> FileArgument = new("file") { Description = "ไฟล์สำรองที่จะเขียน (the backup to write)" };

    public static Command Make()
    {
        var command = new Command("backup", "สำรองข้อมูลทั้งหมดลงไฟล์เดียว (everything into one file)") { FileArgument };
        command.SetAction(async (parsed, ct) => await Run(Where.Read(parsed), parsed.GetValue(FileArgument)!, ct));
        return command;
    }

    static async Task<int> Run(Where where, FileInfo file, CancellationToken ct)
    {
        if (file.Exists) throw new TroubleException($"มีไฟล์ {file.FullName} อยู่แล้ว ตั้งชื่อใหม่", $"{file.FullName} exists already; choose another name.");
        await using var office = await Installation.Open(where, ct);
        await office.Get<AuditLog>().Write(Act.Machine, ActKind.BackupMade, "store", null, null, ct);
        var half = $"{file.FullName}.part";
        try
        {
            // The keys of the store are in it: nobody else on this machine should read it.
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            BackupFile.Summary done;
            await using (var stream = new FileStream(half, options)) done = await Backups.Make(office.Store.Whole, stream, new Progress("แถว (rows)").At, ct);
            File.Move(half, file.FullName);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"สำรอง {done.Rows} แถว {done.Blobs} ไฟล์ รหัสตรวจ {done.Code} (backed up: {done.Rows} rows, {done.Blobs} files, state {done.Code})"));
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เขียนไฟล์ {file.FullName} ไม่ได้ ตรวจว่าโฟลเดอร์มีอยู่และมีที่ว่าง", $"Cannot write {file.FullName}: check that the folder exists and has room.", fault);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
