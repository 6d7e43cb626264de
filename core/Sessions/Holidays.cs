namespace ChuanKhuy.Core.Sessions;

/// <summary>A day on which the office is closed.</summary>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>
/// The days off: weekends, the holidays of the Thai state that have a fixed date, and the office's own table. Never changes.
/// </summary>
/// <remarks>
/// Fixed are the days that the cabinet's yearly list of official holidays (วันหยุดราชการประจำปี) has at the same date every year. Not computed, because they are decided or
/// announced each year, and therefore the coordinator's table: Makha Bucha, Visakha Bucha, Asanha Bucha and the first day of Lent (by the moon), the Royal
/// Ploughing Day, the days in place of holidays that fall on a weekend, regional holidays and extra days by the cabinet.
/// National Labour Day (1 May) is not among them: offices of the state work.
/// </remarks>
public sealed class Holidays(IEnumerable<Holiday> own)
{
    readonly Dictionary<DateOnly, string> byDate = own.GroupBy(h => h.Date).ToDictionary(g => g.Key, g => g.Last().Name);

    static readonly Dictionary<(int Month, int Day), string> Fixed = new()
    {
        [(1, 1)] = "วันขึ้นปีใหม่",
        [(4, 6)] = "วันจักรี",
        [(4, 13)] = "วันสงกรานต์",
        [(4, 14)] = "วันสงกรานต์",
        [(4, 15)] = "วันสงกรานต์",
        [(5, 4)] = "วันฉัตรมงคล",
        [(6, 3)] = "วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าฯ พระบรมราชินี",
        [(7, 28)] = "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว",
        [(8, 12)] = "วันแม่แห่งชาติ",
        [(10, 13)] = "วันนวมินทรมหาราช",
        [(10, 23)] = "วันปิยมหาราช",
        [(12, 5)] = "วันพ่อแห่งชาติ",
        [(12, 10)] = "วันรัฐธรรมนูญ",
        [(12, 31)] = "วันสิ้นปี",
    };

    public static Holidays Shipped { get; } = new([]);

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Name(day) is null;

    /// <summary>The holiday's name, or null on a day that is none. The office's own table comes first.</summary>
    public string? Name(DateOnly day) => byDate.GetValueOrDefault(day) ?? Fixed.GetValueOrDefault((day.Month, day.Day));
}
