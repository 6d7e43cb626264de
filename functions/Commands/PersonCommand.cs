using System.CommandLine;
using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Privacy;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`person export ID --out FILE` and `person erase ID --yes`: everything of one person out, or gone.</summary>
static class PersonCommand
{
    static readonly Argument<string> Id = new("id") { Description = "รหัสคน (id of the person) เช่น p001" };
    static readonly Option<FileInfo> Out = new("--out") { Description = "ไฟล์ .json ที่จะเขียน (file to write)", Required = true };
    static readonly Option<bool> Yes = new("--yes") { Description = "ยืนยันการลบ ซึ่งย้อนกลับไม่ได้ (it cannot be taken back)" };

    public static Command Make()
    {
        var export = new Command("export", "ข้อมูลทั้งหมดของคนหนึ่ง (everything of a person)") { Id, Out };
        export.SetAction(async (parsed, ct) => await Export(Where.Read(parsed), parsed.GetValue(Id)!, parsed.GetValue(Out)!, ct));
        var erase = new Command("erase", "ลบข้อมูลของคนหนึ่ง (erase a person)") { Id, Yes };
        erase.SetAction(async (parsed, ct) => await Erase(Where.Read(parsed), parsed.GetValue(Id)!, parsed.GetValue(Yes), ct));
        return new Command("person", "ข้อมูลของคนหนึ่ง (the data of one person)") { export, erase };
    }

    static async Task<int> Export(Where where, string id, FileInfo file, CancellationToken ct)
    {
        await using var office = await Installation.Open(where, ct);
        if ((await office.Get<RosterStore>().Load(ct)).Find(id) is null) throw Unknown(id);
        var half = $"{file.FullName}.part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Exported done;
            await using (var stream = new FileStream(half, options)) done = await office.Get<PersonExport>().Write(id, Act.Machine, stream, ct) ?? throw Unknown(id);
            File.Move(half, file.FullName, overwrite: true);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"เขียน {file.Name} แล้ว {done.Rows} แถวเกี่ยวกับคนนี้ {done.Acts} การกระทำ {done.Mentions} แห่งที่มีชื่อ (written: {done.Rows} rows, {done.Acts} acts, {done.Mentions} mentions)"));
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เขียนไฟล์ {file.FullName} ไม่ได้ ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้", $"Cannot write {file.FullName}: check that the folder exists and may be written.", fault);
        }
        finally
        {
            File.Delete(half);
        }
    }

    static async Task<int> Erase(Where where, string id, bool yes, CancellationToken ct)
    {
        await using var office = await Installation.Open(where, ct);
        if (await office.Get<RosterStore>().Find(id, ct) is not { } person) throw Unknown(id);
        if (!yes)
            throw new TroubleException(
                $"ยังไม่ได้ลบ การลบข้อมูลของ {id} {person.Name} ย้อนกลับไม่ได้ ถ้าแน่ใจ ใส่ --yes", $"Nothing was erased. Erasing {id} cannot be taken back; if you are sure, add --yes.");
        if (await office.Get<Eraser>().Run(id, Act.Machine, new Progress("ขั้นตอน (steps)").At, ct) is not ErasureOutcome.Done done) throw Unknown(id);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"ลบข้อมูลของ {id} แล้ว แก้หรือลบ {done.Rows} แถว {done.Files} ไฟล์ การเข้าร่วมยังนับอยู่โดยไม่มีชื่อ (erased: {done.Rows} rows and {done.Files} files changed; attendance stays without a name)"));
        foreach (var name in done.Look) await Console.Out.WriteLineAsync($"ไฟล์นี้ยังมีชื่อ แก้ในโปรแกรมของมันแล้วแนบใหม่: {name} (this file still holds the name)");
        if (office.Get<ErasureList>().Path is { } list)
            await Console.Out.WriteLineAsync($"เก็บ {list} ไว้กับไฟล์สำรอง เพื่อให้การกู้คืนลบคนนี้ซ้ำ (keep this list with the backups)");
        return 0;
    }

    static TroubleException Unknown(string id) => new($"ไม่พบรหัส {ThaiText.Clean(id, 64)} ในทะเบียน", $"Nobody in the roster has the id {ThaiText.Clean(id, 64)}.");
}
