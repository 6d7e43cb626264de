using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions;

/// <summary>The settings under `Storage:`.</summary>
public static class StoreSettingsReader
{
    const string DefaultPath = ".data/chuankhuy.db";

    /// <exception cref="TroubleException">A setting cannot be used.</exception>
    public static StoreSettings From(IConfiguration settings)
    {
        var kind = settings["Storage:Kind"] is { Length: > 0 } named ? named : "Sqlite";
        var connection = settings["Storage:Connection"];
        if (kind.Equals("Sqlite", StringComparison.OrdinalIgnoreCase)) return new("Sqlite", settings["Storage:Path"] is { Length: > 0 } path ? path : DefaultPath, null);
        if (!kind.Equals("Azure", StringComparison.OrdinalIgnoreCase))
            throw new TroubleException($"Storage:Kind เป็น {kind} ไม่ได้ ใช้ Sqlite หรือ Azure", $"Storage:Kind cannot be {kind}; use Sqlite or Azure.");
        if (string.IsNullOrEmpty(connection))
            throw new TroubleException("ตั้ง Storage:Kind เป็น Azure แล้ว แต่ยังไม่ได้ใส่ Storage:Connection", "Storage:Kind is Azure, but Storage:Connection is empty.");
        return new("Azure", "", connection, settings["Storage:Prefix"] ?? "");
    }
}
