using System.Text.Json.Nodes;

namespace ChuanKhuy.Cards;

/// <summary>An invitation that is about to go out.</summary>
public sealed record HoldLine(string Title, string When, int People);

/// <summary>What is about to be sent and can still be stopped.</summary>
public sealed record Hold(string Title, IReadOnlyList<HoldLine> Lines, string? Until, string? Empty) : ICard
{
    public static Hold Sample => new(
        "คำเชิญเหล่านี้กำลังจะออก", [new("ตลาดนัดคนไทยยิ้มได้", "พฤ. 26 ก.พ. 70 เวลา 13.30 น.", 147)], "พฤ. 26 ก.พ. 70 เวลา 13.30 น.", null);

    public string Summary => Title;

    public JsonObject Data() => new()
    {
        ["title"] = Shown.Text(Title), ["until"] = Shown.Text(Until), ["empty"] = Shown.Text(Empty), ["any"] = Lines.Count > 0,
        ["lines"] = new JsonArray([.. Lines.Select(line => new JsonObject
        {
            ["title"] = Shown.Text(line.Title), ["when"] = Shown.Text(line.When), ["people"] = line.People.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture),
        })]),
    };
}

/// <summary>Stops the sending, or lets it go at once. <paramref name="Session"/> "*" means everything that is held.</summary>
public sealed record HoldClick(string Session, bool Stop) : Click;
