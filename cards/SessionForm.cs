using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>The form for a new session. What was filled in comes back with a note when something is missing.</summary>
public sealed record SessionForm(
    string Kind, string Title, string Speakers, string Date, string Start, string End, string Zone, IReadOnlyList<Pick> Zones, string Seats,
    string Audience, string Meeting, string Place, string? Note) : ICard
{
    /// <summary>The value of "ไม่ระบุ" in the list of zones.</summary>
    internal const string NoZone = "-";

    public static SessionForm Sample => new(
        "talk", "", "", "", "", "", "", [new("1", "โซน 1"), new("2", "โซน 2"), new("3", "โซน 3"), new("4", "โซน 4")], "", "all", "webex", "", null);

    public string Summary => "เพิ่มกิจกรรม";

    public JsonObject Data() => new()
    {
        ["kind"] = Kind, ["title"] = Title, ["speakers"] = Speakers, ["date"] = Date, ["start"] = Start, ["end"] = End, ["zone"] = Zone.Length > 0 ? Zone : NoZone,
        ["zones"] = Pick.Dropdown(Zones), ["seats"] = Seats, ["audience"] = Audience is "all" ? "ทุกคน" : Audience, ["meeting"] = Meeting, ["place"] = Place, ["note"] = Shown.Text(Note),
    };
}

/// <summary>The filled form, each field as it was typed.</summary>
public sealed record PlanClick(
    string? Kind, string? Title, string? Speakers, string? Date, string? Start, string? End, string? Zone, string? Seats, string? Audience,
    string? Meeting, string? Place) : Click;
