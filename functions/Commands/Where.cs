using System.CommandLine;

namespace ChuanKhuy.Functions.Commands;

/// <summary>Where an installation lives, as every command may be told; null: as the settings say.</summary>
public sealed record Where(string? Data, string? Urls)
{
    internal static readonly Option<string?> DataOption = new("--data") { Description = "โฟลเดอร์ข้อมูล (data folder) ปกติ .data", Recursive = true };
    internal static readonly Option<string?> UrlsOption = new("--urls") { Description = "ที่อยู่ที่เปิดรับ (addresses) ปกติ http://localhost:7071", Recursive = true };

    internal static Where Read(ParseResult parsed) => new(parsed.GetValue(DataOption), parsed.GetValue(UrlsOption));
}
