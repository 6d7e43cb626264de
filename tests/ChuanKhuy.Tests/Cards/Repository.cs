namespace ChuanKhuy.Tests.Cards;

/// <summary>The repository's own files, wherever the tests were built to.</summary>
static class Repository
{
    static readonly string Root = Above(AppContext.BaseDirectory);

    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    static string Above(string? folder) =>
        folder is null ? throw new InvalidOperationException("The tests run outside the repository.")
        : System.IO.File.Exists(Path.Combine(folder, "ChuanKhuy.sln")) ? folder
        : Above(Path.GetDirectoryName(folder));
}
