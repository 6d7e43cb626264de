using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ตัวเลข KPI": the coordinator reports what no program can count, with its day and its source.</summary>
public sealed class KpiDesk(KpiStore kpis, Says says, TimeProvider time)
{
    const int ReferenceChars = 200;
    const int Largest = 10_000;

    public Message Form() => Form(null, null);

    public async Task<Message> Filled(Person by, KpiClick click, CancellationToken ct)
    {
        if (Figure(click.What) is not { } figure || click.Period.Split('-') is not [var y, var q] || !int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(q, NumberStyles.None, CultureInfo.InvariantCulture, out var quarter) || Quarters().All(known => known != (year, quarter)))
            return Form(click, "เลือกตัวเลขและไตรมาสก่อน");
        if (!int.TryParse(ThaiText.Normalise(click.Value ?? ""), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > Largest)
            return Form(click, "จำนวนต้องเป็นตัวเลขจำนวนเต็ม ใส่ 0 ได้เมื่อตรวจแล้วว่าไม่มี");
        if (When.Read(click.Date ?? "", Today) is not Heard<Moment>.Found { Value: { Day: { } day, From: null } } || day > Today)
            return Form(click, "ข้อมูล ณ วันที่ ต้องเป็นวันที่ที่ผ่านมาแล้วหรือวันนี้ เช่น 31 มี.ค. 70");
        if (day < Period.OfQuarter(year, quarter).From) return Form(click, "วันที่ของข้อมูลอยู่ก่อนไตรมาสที่รายงาน");
        if (ThaiText.Clean(click.Reference ?? "", ReferenceChars) is not { Length: > 0 } reference) return Form(click, "ใส่ที่มาของตัวเลขด้วย เช่น บันทึกข้อความ ลงวันที่");
        await kpis.Save(new(figure, year, quarter, value, day, reference, by.Id, time.GetUtcNow()), ct);
        return new(new Notice("บันทึกตัวเลขแล้ว", $"{KpiReport.Name(figure)} {Period.OfQuarter(year, quarter).Label}: {value.ToString(CultureInfo.InvariantCulture)} ({ThaiDate.Short(day)})", Tone.Good));
    }

    Message Form(KpiClick? kept, string? note) => new(new KpiForm(
        [.. Enum.GetValues<KpiFigure>().OrderByDescending(f => f is KpiFigure.Complaints).Select(f => new Pick(Name(f), KpiReport.Name(f)))],
        [.. Quarters().Select(p => new Pick(string.Create(CultureInfo.InvariantCulture, $"{p.Year}-{p.Quarter}"), Period.OfQuarter(p.Year, p.Quarter).Label))],
        kept?.Value ?? "", kept?.Date ?? ThaiDate.Short(Today), kept?.Reference ?? "", note));

    DateOnly Today => says.Office.Day(time.GetUtcNow());

    /// <summary>The present quarter and the four before it.</summary>
    IEnumerable<(int Year, int Quarter)> Quarters() =>
        Enumerable.Range(0, 5).Select(back => new DateOnly(Today.Year, Today.Month, 1).AddMonths(-3 * back)).Select(day => (ThaiDate.FiscalYear(day), ThaiDate.FiscalQuarter(day)));

    static string Name(KpiFigure figure) => figure switch { KpiFigure.Platforms => "platforms", KpiFigure.Channels => "channels", _ => "complaints" };

    static KpiFigure? Figure(string name) => Enum.GetValues<KpiFigure>().Where(f => Name(f) == name).Select(f => (KpiFigure?)f).FirstOrDefault();
}
