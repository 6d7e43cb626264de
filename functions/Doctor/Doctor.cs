using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>Looks at everything that an installation needs and says what is missing. All checks at once, each for a bounded time.</summary>
public sealed class Doctor(IConfiguration settings, IHostEnvironment environment, OpenStore store, TimeProvider time)
{
    /// <summary>How long one check may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static IReadOnlyList<IDoctorCheck> Checks { get; } =
    [
        new SettingsCheck(), new StorageCheck(), new OfficeCheck(), new TimerCheck(), new WebCheck(), new ClockCheck(), new TeamsCheck(), new WebexCheck(), new GraphCheck(),
    ];

    /// <summary>The running installation.</summary>
    public async Task<IReadOnlyList<Finding>> Look(CancellationToken ct)
    {
        var patient = Patient.Of(settings, environment.IsDevelopment(), store, null, time);
        using var outside = patient.Outside;
        return await Examine(patient, Checks, Patience, ct);
    }

    /// <summary>The findings of all checks, in the order of the checks.</summary>
    public static async Task<IReadOnlyList<Finding>> Examine(Patient patient, IReadOnlyList<IDoctorCheck> checks, TimeSpan patience, CancellationToken ct) =>
        [.. (await Task.WhenAll(checks.Select(check => Examine(patient, check, patience, ct)))).SelectMany(findings => findings)];

    static async Task<IReadOnlyList<Finding>> Examine(Patient patient, IDoctorCheck check, TimeSpan patience, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await Task.Yield();
            // Whoever waits at the terminal lives in real time, wherever the office's clock was moved to.
            return await check.Look(patient, enough.Token).WaitAsync(patience, TimeProvider.System, ct);
        }
        catch (TimeoutException)
        {
            await enough.CancelAsync();
            return [Finding.Missing(check.Subject, "ไม่ตอบภายในเวลาที่รอ", $"No answer in time ({check.GetType().Name}).", "ตรวจเรื่องนี้ไม่ได้ จึงบอกไม่ได้ว่าใช้งานได้", "ตรวจเครือข่ายของเครื่องนี้ แล้วตรวจใหม่", "doctor")];
        }
        catch (Exception fault) when (fault is StoreUnavailableException or TroubleException or HttpRequestException or IOException)
        {
            return [Finding.Missing(check.Subject, "ตรวจไม่สำเร็จ", $"The check failed ({check.GetType().Name}, {fault.GetType().Name}).", "ตรวจเรื่องนี้ไม่ได้ จึงบอกไม่ได้ว่าใช้งานได้", "แก้เรื่องอื่นที่ขาดก่อน แล้วตรวจใหม่", "doctor")];
        }
    }
}
