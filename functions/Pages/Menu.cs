namespace ChuanKhuy.Pages;

/// <param name="Here">The page that is shown, or one below it.</param>
public sealed record MenuLink(string Address, string Name, bool Here);

/// <summary>The navigation of the signed-in visitor; without links for strangers and for files.</summary>
public sealed record Menu(IReadOnlyList<MenuLink> Links)
{
    public static Menu None { get; } = new([]);
}
