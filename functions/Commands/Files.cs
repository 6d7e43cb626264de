using ChuanKhuy.Core;

namespace ChuanKhuy.Functions.Commands;

/// <summary>Opens what somebody named on the command line, or says why not.</summary>
static class Files
{
    public static FileStream Open(FileInfo file)
    {
        try
        {
            return file.OpenRead();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TroubleException($"เปิดไฟล์ {file.FullName} ไม่ได้ ตรวจชื่อและสิทธิ์อ่าน", $"Cannot open {file.FullName}: check its name and that it may be read.", fault);
        }
    }
}
