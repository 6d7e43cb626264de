using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>Whom to appoint as a mentor: those who fit with their reasons, the subjects without a mentor, and the mentors there are.</summary>
public sealed record AppointForm(IReadOnlyList<string> Lines, IReadOnlyList<string> Facts, IReadOnlyList<string> Items, IReadOnlyList<Pick> People, IReadOnlyList<Pick> Subjects, IReadOnlyList<Pick> Zones, string? Note) : ICard
{
    // As much as fits on a card of 15 KB; who is appointed makes room for the next.
    const int MostLines = 4, MostFacts = 12, MostItems = 6, MostPeople = 15, MostSubjects = 13, MostZones = 10;

    /// <summary>The value of "ทุกโซน".</summary>
    internal const string EveryZone = "-";

    public static AppointForm Sample => new(
        ["นางสาวพี่ ใจกว้าง: เติมเรื่องที่ยังขาด: จัดซื้อจัดจ้าง · ถนัด จัดซื้อจัดจ้าง · โซน 1 · รับได้ครั้งละ 3 เรื่อง"], ["OTOP: โซน 2, 3", "โคก หนอง นา: ทุกโซน"], ["นายเก่ง ช่วยเหลือ: OTOP โซน 1"],
        [new("p031", "นางสาวพี่ ใจกว้าง"), new("p032", "นายเก่ง ช่วยเหลือ")], [new("buying", "จัดซื้อจัดจ้าง"), new("otop", "OTOP")], [new("-", "ทุกโซน"), new("1", "โซน 1")], null);

    public string Summary => "ตั้งพี่เลี้ยง";

    public JsonObject Data() => new()
    {
        ["candidates"] = Shown.Lines(Lines.Select(line => Shown.Cut(line, 160)), MostLines), ["gaps"] = Shown.Lines(Facts.Select(line => Shown.Cut(line, 40)), MostFacts),
        ["mentors"] = Shown.Lines(Items.Select(line => Shown.Cut(line, 70)), MostItems), ["any"] = Lines.Count > 0, ["lacks"] = Facts.Count > 0, ["has"] = Items.Count > 0,
        ["people"] = Few(People, MostPeople, 40), ["subjects"] = Few(Subjects, MostSubjects, 30), ["zones"] = Few(Zones, MostZones, 20), ["note"] = Shown.Text(Shown.Cut(Note ?? "", 120)),
    };

    static JsonArray Few(IReadOnlyList<Pick> picks, int most, int letters) => Pick.Dropdown(picks.Take(most).Select(pick => pick with { Title = Shown.Cut(pick.Title, letters) }));
}

public sealed record AppointClick(string Person, string Subject, string? Zone, bool Grant) : Click
{
    /// <summary>The zone; empty for every zone.</summary>
    public string For => Zone is null or AppointForm.EveryZone ? "" : Zone;
}
