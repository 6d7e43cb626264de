using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Privacy;

namespace ChuanKhuy.Functions;

/// <summary>The settings under `Privacy:`.</summary>
static class RetentionReader
{
    /// <exception cref="TroubleException">A setting is no number of days.</exception>
    public static RetentionSettings From(IConfiguration settings)
    {
        var usual = new RetentionSettings();
        return new(
            Days(settings, "Privacy:ParkedDays", usual.Parked), Days(settings, "Privacy:ChatDays", usual.Chat),
            Days(settings, "Privacy:SourceDays", usual.Sources), Days(settings, "Privacy:MissDays", usual.Misses));
    }

    static int Days(IConfiguration settings, string key, int usual) => settings[key] switch
    {
        null or "" => usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 36_500 => days,
        var text => throw new TroubleException($"{key} ต้องเป็นจำนวนวัน 1 ถึง 36500 ไม่ใช่ {text}", $"{key} must be a number of days from 1 to 36500, not {text}."),
    };
}
