using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>Whether the store can be opened, read and written, stands in a folder of our own, and has room.</summary>
public sealed class StorageCheck : IDoctorCheck
{
    const long Gigabyte = 1L << 30;
    const string Probe = "doctor";
    static readonly TimeSpan Term = TimeSpan.FromSeconds(30);

    public string Subject => "ที่เก็บข้อมูล";

    public async Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct)
    {
        var settings = Read(patient);
        if (settings is null) return [];
        var where = settings.Kind == "Sqlite" ? "Storage:Path หรือ --data" : "Storage:Connection";
        List<Finding> found = settings.Kind == "Sqlite" ? [.. Folder(settings.Path)] : [];
        if (patient.Trouble is { } trouble)
            return [.. found, Finding.Missing(Subject, trouble.Thai, trouble.Message, "โปรแกรมเริ่มไม่ได้ และไม่มีอะไรถูกเก็บ", "แก้ตามข้อความนี้ แล้วตรวจใหม่", where)];
        if (patient.Store is not { } store)
            return [.. found, Finding.Warn(Subject, "ยังไม่มีข้อมูล", "There is no store yet.", "โปรแกรมยังไม่เคยเริ่มที่นี่ หรือชี้ผิดโฟลเดอร์", "เริ่มโปรแกรม หรือตรวจ --data", where)];
        found.Add(await Rights(store, patient.Time, ct) is { } part
            ? Finding.Missing(Subject, $"เขียน{part}ไม่ได้", "The store refuses to be written.", "คำตอบและการ์ดจะเก็บไม่ได้", "ให้สิทธิ์เขียนกับบัญชีของโปรแกรม ใน Azure คือบทบาท Storage Table, Queue และ Blob Data Contributor", where)
            : Finding.Good(Subject, $"อ่านและเขียนได้ ({store.Kind})", "The store can be read and written."));
        return found;
    }

    static StoreSettings? Read(Patient patient)
    {
        try
        {
            return StoreSettingsReader.From(patient.Settings);
        }
        catch (TroubleException)
        {
            return null;
        }
    }

    /// <summary>A row, a file and a queue message come and go. The name of what was refused; null: nothing.</summary>
    static async Task<string?> Rights(OpenStore open, TimeProvider time, CancellationToken ct)
    {
        var (store, part) = (open.Store, "ตาราง");
        try
        {
            var leases = new LeaseStore(store.Tables, time);
            if (await leases.TryTake(Probe, Probe, Term, ct)) await leases.Release(Probe, Probe, ct);
            part = "ไฟล์";
            await store.Blobs.Put(Probe, new MemoryStream([1]), ct);
            await store.Blobs.Delete(Probe, ct);
            part = "คิว";
            await store.Queues.Send(Probe, Probe, TimeSpan.Zero, ct);
            foreach (var item in await store.Queues.Receive(Probe, Limits.Messages, Term, ct)) await store.Queues.Delete(Probe, item, ct);
            return null;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or StoreFaultException)
        {
            return part;
        }
    }

    IEnumerable<Finding> Folder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) yield break;
        if (!OperatingSystem.IsWindows() && Strangers(File.GetUnixFileMode(folder)))
            yield return Finding.Missing(
                Subject, $"คนอื่นในเครื่องนี้เปิดโฟลเดอร์ {folder} ได้", $"Others of this machine may enter {folder}.", "ในนั้นมีรายชื่อ ที่อยู่ และกุญแจลงนาม", $"chmod 700 {folder}", folder);
        if (Space(new DriveInfo(folder).AvailableFreeSpace) is { } space) yield return space;
    }

    /// <summary>Whether anybody but the owner may read, write or enter.</summary>
    internal static bool Strangers(UnixFileMode mode) =>
        (mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0;

    /// <summary>A year of a department of 7,000 people is well below a gigabyte.</summary>
    internal Finding? Space(long free) => free >= Gigabyte ? null : new(
        free < Gigabyte / 5 ? Health.Missing : Health.Warning, Subject, string.Create(CultureInfo.InvariantCulture, $"ดิสก์เหลือ {free / (1024 * 1024)} เมกะไบต์"),
        string.Create(CultureInfo.InvariantCulture, $"{free / (1024 * 1024)} MB are left on the disk."), "ดิสก์เต็มแล้วจะรับคำตอบไม่ได้", "ลบสิ่งที่ไม่ใช้ หรือย้ายข้อมูลไปดิสก์อื่น", "Storage:Path");
}
