using System.CommandLine;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Backup;
using ChuanKhuy.Core.Privacy;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>
/// `restore FILE`: a backup into an empty store. On SQLite the files are made beside and put in their place when all is right, people erased since included;
/// on Azure the rows go straight into the store, and a stopped restore is begun again with the same file.
/// </summary>
static class RestoreCommand
{
    static readonly Argument<FileInfo> FileArgument = new("file") { Description = "ไฟล์สำรอง (the backup)" };
    static readonly Option<FileInfo?> Erased = new("--erasures") { Description = "รายชื่อรหัสที่ลบแล้ว erasures.txt จากที่อื่น (a list of erased ids from elsewhere)" };

    public static Command Make()
    {
        var command = new Command("restore", "กู้คืนจากไฟล์สำรองลงที่ว่าง (a backup into an empty store)") { FileArgument, Erased };
        command.SetAction(async (parsed, ct) => await Run(Where.Read(parsed), parsed.GetValue(FileArgument)!, parsed.GetValue(Erased), ct));
        return command;
    }

    static async Task<int> Run(Where where, FileInfo file, FileInfo? erased, CancellationToken ct)
    {
        if (erased is { Exists: false }) throw new TroubleException($"ไม่พบไฟล์ {erased.FullName}", $"There is no file {erased.FullName}.");
        await using var backup = Files.Open(file);
        await BackupFile.Check(backup, ct);
        var ids = erased is null ? new HashSet<string>() : ErasureList.Read(erased.FullName);
        var settings = Installation.Storage(where);
        var (done, again) = settings.Kind == "Sqlite" ? await IntoFiles(where, settings, backup, ids, ct) : await Into(where, backup, ids, ct);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"กู้คืน {done.Rows} แถว {done.Blobs} ไฟล์ รหัสตรวจ {done.Code} ตรงกับไฟล์สำรอง (restored: {done.Rows} rows, {done.Blobs} files, state {done.Code} as in the backup)"));
        if (again.Count > 0)
            await Console.Out.WriteLineAsync($"ลบข้อมูลซ้ำให้ {again.Count} คนที่ขอลบหลังวันสำรอง: {string.Join(", ", again)} (erased again, as they were after the backup)");
        return 0;
    }

    static async Task<(BackupFile.Summary Done, IReadOnlyList<string> Again)> IntoFiles(Where where, StoreSettings settings, FileStream backup, IReadOnlySet<string> ids, CancellationToken ct)
    {
        var target = Path.GetFullPath(settings.Path);
        var folder = Path.GetDirectoryName(target)!;
        using (Stores.Alone(settings)) { } // a server beside us is told of before anything else
        if (File.Exists(target) || File.Exists(Stores.FeedbackPath(target)))
            await using (var now = await Stores.Open(settings, TimeProvider.System, ct))
                if (!await Backups.IsEmpty(now.Whole, ct)) throw NotEmpty(folder);
        var beside = Path.Combine(folder, "restoring");
        if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        try
        {
            using var alone = Stores.Alone(settings);
            var (list, made) = (ErasureList.In(folder), ErasureList.In(beside));
            var result = await Into(where with { Data = beside }, backup, ids.Union(ErasureList.Read(list)), ct);
            alone.Dispose();
            File.Move(Path.Combine(beside, "chuankhuy.db"), target, overwrite: true);
            File.Move(Stores.FeedbackPath(Path.Combine(beside, "x")), Stores.FeedbackPath(target), overwrite: true);
            var known = ErasureList.Read(list);
            if (File.Exists(made)) await File.AppendAllLinesAsync(list, File.ReadLines(made).Where(line => !known.Contains(line.Split(' ')[0])), ct);
            return result;
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
    }

    static async Task<(BackupFile.Summary Done, IReadOnlyList<string> Again)> Into(Where where, FileStream backup, IEnumerable<string> ids, CancellationToken ct)
    {
        BackupFile.Summary done;
        await using (var store = await Stores.Open(Installation.Storage(where), TimeProvider.System, ct))
            done = await Backups.Restore(store, backup, new Progress("แถว (rows)").At, ct);
        await using var office = await Installation.Open(where, ct);
        await office.Get<AuditLog>().Write(Act.Machine, ActKind.BackupRestored, "store", null, done.Code, ct);
        return (done, await office.Get<Eraser>().Replay(ids, ct));
    }

    static TroubleException NotEmpty(string folder) => new(
        $"โฟลเดอร์ {folder} มีข้อมูลอยู่แล้ว กู้คืนได้เฉพาะลงที่ว่าง ย้ายไฟล์เดิมออก หรือเลือกโฟลเดอร์ใหม่ด้วย --data",
        $"The folder {folder} holds data already; a backup is restored into an empty one only. Move the old files away, or choose another folder with --data.");
}
