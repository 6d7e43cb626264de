using ChuanKhuy.Core.Text;
using ChuanKhuy.Pages;

namespace ChuanKhuy.Functions;

/// <summary>The doctor's lines for the administrator, asked anew each time.</summary>
public sealed class DoctorPage(Doctor doctor, Doors doors, Views views)
{
    [OpenTo(Door.Admins)]
    [Function("DoctorPage")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "doctor")] HttpRequest request, CancellationToken ct) => doors.Show(this, request, async person =>
    {
        var findings = await doctor.Look(ct);
        return await views.Show<DoctorView, DoctorModel>(request, new(
            ThaiName.Address(person.Name),
            [.. findings.OrderByDescending(f => f.Health).Select(f => new DoctorLine(f.Word, f.Health is Health.Good, f.Subject, f.Thai, f.English, f.Why, f.Do, f.Where))]));
    }, ct);
}
