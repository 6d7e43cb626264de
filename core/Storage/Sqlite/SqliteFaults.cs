using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChuanKhuy.Core.Storage;

/// <summary>What SQLite's result codes mean to callers. Source: sqlite.org, "Result and Error Codes".</summary>
internal static class SqliteFaults
{
    public static bool IsBusy(int code) => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>While running. What is our own mistake (a wrong statement) stays what it is: trying again would not help.</summary>
    public static Exception Running(string path, SqliteException inner, bool mayHaveCommitted) => inner.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(path, inner),
        raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_MISUSE or raw.SQLITE_RANGE => inner,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StoreUnavailableException($"Another program holds {path} for too long.", mayHaveCommitted, inner),
        raw.SQLITE_FULL => new StoreUnavailableException($"The disk of {path} is full.", mayHaveCommitted, inner),
        var other => new StoreUnavailableException($"{path} cannot be read or written (SQLite {other}).", mayHaveCommitted, inner),
    };

    /// <summary>At opening, in words for the person who starts the program.</summary>
    public static StoreFaultException Opening(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(path, e),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(
            $"โปรแกรมอื่นกำลังใช้ฐานข้อมูล {path} อยู่ กรุณาปิดโปรแกรมนั้นแล้วลองใหม่", $"Another program holds the database {path}; close it and try again.", e),
        raw.SQLITE_FULL => new($"ดิสก์ที่เก็บ {path} เต็ม กรุณาเพิ่มพื้นที่ว่าง", $"The disk of {path} is full.", e),
        _ => Unusable(path, e),
    };

    public static StoreFaultException Unusable(string path, Exception e) => new(
        $"เปิดหรือเขียนฐานข้อมูล {path} ไม่ได้ กรุณาตรวจสอบโฟลเดอร์และสิทธิ์การเขียน", $"The database {path} cannot be opened or written; check the folder and the right to write there.", e);

    public static StoreFaultException Damaged(string path, Exception? e = null) => new(
        $"ฐานข้อมูล {path} เสียหาย กรุณากู้คืนจากไฟล์สำรอง", $"The database {path} is damaged; restore it from a backup.", e);

    public static StoreFaultException Foreign(string path) => new(
        $"ไฟล์ {path} ไม่ใช่ฐานข้อมูลของชวนคุย", $"The file {path} is a database of another program.");

    public static StoreFaultException Newer(string path) => new(
        $"ฐานข้อมูล {path} สร้างโดยชวนคุยรุ่นใหม่กว่า กรุณาใช้โปรแกรมรุ่นล่าสุด", $"The database {path} was made by a newer version of ChuanKhuy; use that version.");
}
