using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Sessions;

/// <summary>A plan line as it was understood.</summary>
public abstract record PlanReading
{
    public sealed record Ok(Plan Plan) : PlanReading;

    /// <summary>Everything that is wrong with it, not only the first.</summary>
    public sealed record Wrong(IReadOnlyList<Problem> Problems) : PlanReading;
}

/// <summary>Reads what a coordinator wrote, on the card or in a line of plan.csv, into a plan.</summary>
public static class PlanText
{
    public static PlanReading Read(IReadOnlyDictionary<string, string> fields, Units units, Roster roster, TimeZoneInfo zone) =>
        throw new NotImplementedException();
}
