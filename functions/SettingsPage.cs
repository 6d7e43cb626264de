using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>What is configured, to look at (never a secret), and the tables that are data: offices with their zones, and the office's own holidays.</summary>
public sealed class SettingsPage(
    OfficeSettings settings, IReadOnlyList<IChannel> channels, IConfiguration configuration, UnitStore units, UnitImport unitImport, HolidayStore holidays, OfficeCalendar office, TimeProvider time,
    FormGuard forms, Doors doors, Views views)
{
    [OpenTo(Door.Keepers)]
    [Function("Settings")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings")] HttpRequest request, CancellationToken ct) =>
        doors.Show(this, request, async person => await Page(request, person, null, [], StatusCodes.Status200OK, ct), ct);

    [OpenTo(Door.Keepers)]
    [Function("SettingsImport")]
    public Task<IResult> Import([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "settings")] HttpRequest request, CancellationToken ct) => doors.Act(this, request, async (person, form) =>
    {
        if (form.Files["file"] is not { Length: > 0 } sent) return await Page(request, person, "เลือกไฟล์ CSV หรือ XLSX ก่อน", [], StatusCodes.Status400BadRequest, ct);
        using var file = new MemoryStream(await Uploads.Read(sent, ct), writable: false);
        var outcome = form["what"] == "holidays" ? await holidays.Import(file, ct) : await unitImport.Run(file, ct);
        return outcome switch
        {
            FileOutcome<Imported>.Taken(var done) => await Page(request, person, done.Thai, [.. done.Refused.Select(row => $"บรรทัด {row.Line}: {row.Problem.Thai}")], StatusCodes.Status200OK, ct),
            FileOutcome<Imported>.Unreadable(var problem) => await Page(request, person, problem.Thai, [], StatusCodes.Status400BadRequest, ct),
            _ => throw new InvalidOperationException("A file was read in a third way."),
        };
    }, ct);

    async Task<IResult> Page(HttpRequest request, Person person, string? said, IReadOnlyList<string> refused, int status, CancellationToken ct)
    {
        var (today, days) = (office.Day(time.GetUtcNow()), await holidays.Load(ct));
        return await views.Show<SettingsView, SettingsModel>(request, new(
            ThaiName.Address(person.Name), said, refused, status == StatusCodes.Status200OK,
            [
                ("ชื่อสำนักงาน", settings.Name.Length > 0 ? settings.Name : "ยังไม่ตั้ง"), ("จังหวัด", settings.Province), ("เขตเวลา", settings.Zone.Id), ("ที่อยู่เว็บ", settings.BaseUrl),
                ("เกณฑ์ความพึงพอใจ", $"{settings.Scale.Bands.Name} {settings.Scale.Formula}"), ("ช่องทางที่เปิด", string.Join(", ", channels.Select(ChannelNames.Shown))),
                ("ที่เก็บข้อมูล", configuration["Storage:Kind"] is { Length: > 0 } kind ? kind : "Sqlite"),
            ],
            [.. (await units.Load(ct)).All.GroupBy(u => u.Zone, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new NameGroup(g.Key.Length > 0 ? $"โซน {g.Key}" : "ไม่มีโซน", [.. g.Select(u => $"{u.Code} {u.Title}")]))],
            [.. Enumerable.Range(0, 366).Select(on => today.AddDays(on)).Where(day => days.Name(day) is not null).Select(day => $"{ThaiDate.ShortWithDay(day)} {days.Name(day)}")],
            await forms.Token(request, ct)), status);
    }
}
