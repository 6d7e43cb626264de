using System.Globalization;
using ChuanKhuy.Core.Reports;

namespace ChuanKhuy.Core.Sessions;

/// <summary>Plans in the form of plan.csv, as `import plan` reads them.</summary>
public static class PlanTable
{
    public static ReportTable Make(IEnumerable<Plan> plans, OfficeCalendar office) => new("plan", [.. Names.Select(name => new ReportColumn(name, name))], [.. plans.Select(plan => Row(plan, office))]);

    static readonly string[] Names = ["id", "kind", "title", "speakers", "zone", "start", "end", "seats", "audience", "meeting", "place", "state"];

    static IReadOnlyList<object?> Row(Plan plan, OfficeCalendar office) =>
    [
        plan.Id, plan.Kind is SessionKind.MentorMeeting ? "mentor-meeting" : $"{plan.Kind}".ToLowerInvariant(), plan.Title,
        string.Join("; ", plan.Speakers.Select(speaker => speaker.Person ?? $"{speaker.Name} <{speaker.Email}>")), plan.Zone, Time(office.Local(plan.Starts)), Time(office.Local(plan.Ends)),
        plan.Seats?.ToString(CultureInfo.InvariantCulture) ?? "", plan.Audience.Rule, $"{plan.Meeting}".ToLowerInvariant(), plan.Place, plan.Published ? "published" : "draft",
    ];

    static string Time(DateTime local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
