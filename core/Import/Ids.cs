namespace ChuanKhuy.Core.Import;

/// <summary>The ids of people and sessions: they stand in keys, addresses and files, so they keep to letters, digits, '-', '_' and '.'.</summary>
public static class Ids
{
    public const int Longest = 64;

    public const string Thai = "ใช้ตัวอักษรอังกฤษ ตัวเลข - _ . ไม่เกิน 64 ตัว และขึ้นต้นด้วยตัวอักษรหรือตัวเลข";
    public const string English = "use letters, digits, '-', '_', '.', at most 64, beginning with a letter or digit";

    public static bool Valid(string id) =>
        id.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
