using System.Globalization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Mentors;

namespace ChuanKhuy.Functions;

/// <summary>Reads the settings under `Mentors:`.</summary>
public static class MentorSetting
{
    const int Longest = 3650;

    /// <exception cref="TroubleException">A setting cannot be used.</exception>
    public static MentorSettings From(IConfiguration settings)
    {
        if (settings["Mentors:KeepDays"] is not { Length: > 0 } said) return new(MentorSettings.UsualDays);
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= Longest
            ? new(days)
            : throw new TroubleException($"Mentors:KeepDays ต้องเป็นจำนวนวันตั้งแต่ 1 ถึง 3650 ไม่ใช่ {said}", $"Mentors:KeepDays must be a number of days from 1 to 3650, not {said}.");
    }
}
