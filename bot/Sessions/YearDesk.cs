using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"วางแผนปี 2571": a look at the year's exchanges first, created only when the same draft is confirmed. And a speaker's blocked days.</summary>
public sealed class YearDesk(YearPlanning planning, BlockedDays blocked, RosterStore rosters, Says says, TimeProvider time)
{
    const string Example = "เช่น วางแผนปี 2571";

    public async Task<Message> Said(Person by, string which, CancellationToken ct) =>
        Year(which) is { } year ? await Preview(year, "", ct) : new(new Refusal("จะวางแผนปีงบประมาณไหน", Example));

    /// <param name="which">The year and the code of the draft that was seen, as the button says them.</param>
    public async Task<Message> Confirmed(Person by, string which, CancellationToken ct)
    {
        if (which.Split(' ') is not [var said, var code] || Year(said) is not { } year) return new(new Refusal("ดูร่างแผนก่อน แล้วแตะยืนยัน", Example));
        return await planning.Create(year, code, by.Id, ct) is { } added
            ? new(new Notice("สร้างแผนแล้ว", string.Create(CultureInfo.InvariantCulture, $"เพิ่ม {added} กิจกรรมของ{Period.OfYear(year).Label} คำเชิญจะออก 14 วันก่อนแต่ละครั้ง"), Tone.Good))
            : await Preview(year, "ข้อมูลเปลี่ยนไปแล้ว นี่คือร่างใหม่ ", ct);
    }

    public async Task<Message> Blocked(Person speaker, string text, CancellationToken ct)
    {
        if (When.Read(text, Today) is not Heard<Moment>.Found { Value: { Day: { } day, From: null } } || day < Today)
            return new(new Refusal("วันไหนที่ไม่ว่าง", "พิมพ์ ไม่ว่าง ตามด้วยวันข้างหน้า เช่น ไม่ว่าง 5 ม.ค. 70"));
        return await blocked.Turn(new(speaker.Id, day), ct)
            ? new(new Notice("บันทึกแล้ว", $"จะไม่วางแผนให้คุณใน{ThaiDate.Full(day)} พิมพ์ซ้ำเพื่อเอาออก", Tone.Good))
            : new(new Notice("เอาออกแล้ว", $"{ThaiDate.Full(day)} วางแผนให้คุณได้", Tone.Good));
    }

    async Task<Message> Preview(int year, string note, CancellationToken ct)
    {
        var draft = await planning.Draft(year, ct);
        if (draft.Plans.Count == 0) return new(new Notice("ไม่มีเดือนที่ต้องวางแผน", $"{Period.OfYear(year).Label} มีเวทีแลกเปลี่ยนครบแล้ว หรือยังไม่มีโซนในตารางหน่วยงาน", Tone.Info));
        var roster = await rosters.Load(ct);
        var kept = draft.Kept > 0 ? string.Create(CultureInfo.InvariantCulture, $" มีอยู่แล้ว {draft.Kept} ครั้ง") : "";
        return new(new Help(
            string.Create(CultureInfo.InvariantCulture, $"{note}ร่างเวทีแลกเปลี่ยน {Period.OfYear(year).Label} {draft.Plans.Count} ครั้ง{kept} ยังไม่สร้าง ตรวจวันหยุดตามจันทรคติและวันหยุดตามมติ ครม. ในตารางวันหยุดก่อนยืนยัน"),
            [.. draft.Plans.Select(plan => new HelpCommand(ThaiDate.ShortWithDay(says.Office.Day(plan.Starts)), $"โซน {plan.Zone} · {Speaker(plan, roster)}"))],
            [string.Create(CultureInfo.InvariantCulture, $"ยืนยันแผนปี {year} {draft.Code}")]));
    }

    static string Speaker(Plan plan, Roster roster) => plan.Speakers is [{ Person: { } id }, ..] && roster.Find(id) is { } person ? person.Name : "ยังไม่มีวิทยากรที่ว่าง";

    int? Year(string text) =>
        (text.Length == 0 ? null : Period.Read(text.Length == 4 ? $"ปี {text}" : text, Today)) is Heard<Period>.Found { Value: var period } && Period.OfYear(ThaiDate.FiscalYear(period.From)) == period
            ? ThaiDate.FiscalYear(period.From)
            : null;

    DateOnly Today => says.Office.Day(time.GetUtcNow());
}
