using QRCoder;

namespace ChuanKhuy.Functions;

/// <summary>QR codes for paper.</summary>
static class QrCode
{
    /// <summary>The dark modules of the code with the quiet margin that readers need, row by row.</summary>
    public static IReadOnlyList<IReadOnlyList<bool>> Modules(string text)
    {
        using var maker = new QRCodeGenerator();
        using var data = maker.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. data.ModuleMatrix.Select(row => (IReadOnlyList<bool>)[.. row.Cast<bool>()])];
    }
}
