using System.Globalization;
using ChuanKhuy.Core.Import;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Text;
using ChuanKhuy.Tests.Samples;
using ChuanKhuy.Tests.Sessions;

namespace ChuanKhuy.Tests.Text;

/// <summary>
/// The same on every machine: a th-TH one writes Buddhist years into "yyyy" and reads 2026 as one, ar-SA counts by the moon, tr-TR has another lower case of I.
/// </summary>
public sealed class CultureTests
{
    static readonly string[] Names = ["นายไชยา", "นางเกษร", "นายกมล", "I", "i"];

    public static TheoryData<string> Cultures => ["th-TH", "en-US", "ar-SA", "tr-TR", ""];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_cultures_of_this_machine_are_real(string name) => Assert.Equal(
        name switch { "th-TH" => "2569", "ar-SA" => "1448", _ => "2026" }, new DateTime(2026, 11, 23).ToString("yyyy", CultureInfo.GetCultureInfo(name)));

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task Everything_that_is_read_and_written_is_the_same(string name)
    {
        var expected = await Under(CultureInfo.InvariantCulture);
        Assert.Equal(expected, await Under(CultureInfo.GetCultureInfo(name)));
    }

    static async Task<List<string>> Under(CultureInfo culture)
    {
        var (was, wasUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        try
        {
            return [.. Texts(), .. Dates(), .. Readings(), .. await Imports()];
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (was, wasUi);
        }
    }

    static IEnumerable<string> Texts() =>
    [
        ThaiText.Normalise("  HELP I TITLE น\u0E4D\u0E32 ๑๒ "), ThaiText.Clean("ที่นี่ I", 3), ThaiNear.Near("ตาราง", "ตารางง").ToString(), ThaiName.Address("MISS INGRID Smith"),
        string.Join(',', Names.Order(ThaiOrder.Names)), (RoleNames.Parse("ADMIN") ?? Roles.None).ToString(),
        Emails.Valid("INFO@EXAMPLE.ORG").ToString(), ZoneText.Read("ZONE 1"),
    ];

    static IEnumerable<string> Dates() =>
    [
        ThaiDate.Chat(Given.Starts, Given.Starts.AddMinutes(90), Given.Bangkok), ThaiDate.Full(new(2026, 3, 12)), ThaiDate.Short(new(2026, 3, 12)), ThaiDate.Clock(new(9, 5)),
        Period.OfQuarter(2570, 1).Label, Period.OfYear(2570).Label, Holidays.Shipped.IsWorkingDay(new(2026, 12, 10)).ToString(),
    ];

    static IEnumerable<string> Readings()
    {
        var today = new DateOnly(2026, 11, 23);
        foreach (var said in new[] { "25 พ.ย. 69 13.30-15.00", "2026-12-02 13:30", "๒๕/๑๑/๒๕๖๙", "พุธหน้า", "1.30", "25 NOV 2026", "11/25/2569" })
            yield return (When.Read(said, today) switch { Heard<Moment>.Found(var m) => $"{m.Day:O} {m.From:O} {m.To:O}", var other => other.ToString() })!;
        foreach (var said in new[] { "เดือนนี้", "มี.ค. 69", "2569-03", "Q1/70", "มีนาคม", "ปี 2026" })
            yield return (Period.Read(said, today) switch { Heard<Period>.Found(var p) => $"{p.From:O} {p.To:O} {p.Label}", var other => other.ToString() })!;
    }

    /// <summary>Two files, with a wrong line each, as far as the store.</summary>
    static async Task<IEnumerable<string>> Imports()
    {
        await using var office = await ImportOffice.Open();
        var people = await office.People("ID,NAME,DISTRICT,ZONE,ROLES\ni1,นายหนึ่ง ใจดี,ไชยา,9,STAFF;HEAD\ni2,,,,\n");
        var plan = await office.Plan("ID,KIND,TITLE,START,END,AUDIENCE,STATE\ni1,WORKSHOP,ก,2569-12-05 13:30,2569-12-05 15:00,ZONE:2,PUBLISHED\ni2,x,,2026-13-01,,,\n");
        var row = await office.Tables.Find("sessions", "i1", "session", ImportOffice.Ct);
        var stored = System.Text.Json.JsonDocument.Parse(row!.Body).RootElement.GetProperty("plan").ToString();
        return
        [
            people.Thai, people.English, plan.Thai, plan.Sending(Given.Bangkok), stored, (await office.Rosters.Load(ImportOffice.Ct)).Find("i1")!.ToString(),
            .. people.Refused.Concat(people.Notes).Concat(plan.Refused).Concat(plan.Notes).Select(r => $"{r.Line} {r.Problem.Thai} {r.Problem.English}"),
        ];
    }
}
