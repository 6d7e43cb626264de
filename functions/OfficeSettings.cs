using ChuanKhuy.Core;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Functions;

/// <summary>The settings under `Office:` and `Web:` that the whole program uses.</summary>
/// <param name="BaseUrl">The public address without a slash at its end.</param>
public sealed record OfficeSettings(string Name, string Province, TimeZoneInfo Zone, string BaseUrl, SatisfactionScale Scale)
{
    public const string DefaultUrl = "http://localhost:7071";

    /// <exception cref="TroubleException">A setting cannot be used.</exception>
    public static OfficeSettings From(IServiceProvider services) => From(services.GetRequiredService<IConfiguration>());

    /// <inheritdoc cref="From(IServiceProvider)"/>
    public static OfficeSettings From(IConfiguration settings)
    {
        var zone = settings["Office:TimeZone"] is { Length: > 0 } named ? named : "Asia/Bangkok";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            throw new TroubleException($"ไม่รู้จักเขตเวลา {zone} ใน Office:TimeZone ลองใช้ Asia/Bangkok", $"Office:TimeZone names the unknown zone {zone}; try Asia/Bangkok.");
        var url = settings["Web:BaseUrl"] is { Length: > 0 } address ? address : settings["urls"]?.Split(';')[0] ?? DefaultUrl;
        return new(
            settings["Office:Name"] ?? "", settings["Office:Province"] is { Length: > 0 } province ? province : "84", found, url.TrimEnd('/'), ReadScale(settings));
    }

    static SatisfactionScale ReadScale(IConfiguration settings)
    {
        var (bands, by) = (settings["Office:SatisfactionScale"] is { Length: > 0 } scale ? scale : "4.51", settings["Office:SatisfactionPercent"] is { Length: > 0 } percent ? percent : "mean");
        if (Bands.Find(bands) is not { } found)
            throw new TroubleException($"Office:SatisfactionScale ต้องเป็น 4.51 หรือ 4.21 ไม่ใช่ {bands}", $"Office:SatisfactionScale must be 4.51 or 4.21, not {bands}.");
        return new(found, by switch
        {
            "mean" => PercentBy.Mean,
            "share" => PercentBy.Share,
            "span" => PercentBy.Span,
            _ => throw new TroubleException($"Office:SatisfactionPercent ต้องเป็น mean, share หรือ span ไม่ใช่ {by}", $"Office:SatisfactionPercent must be mean, share or span, not {by}."),
        });
    }

    public OfficeCalendar Calendar(HolidayStore holidays) => new(Zone, holidays.IsWorkingDay);
}
