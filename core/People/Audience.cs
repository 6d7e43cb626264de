namespace ChuanKhuy.Core.People;

/// <summary>
/// Whom a session is for: the parts `all`, `zone:1`, `district:8406`, `role:staff` joined by ';'. A person who fits one of the parts belongs to it.
/// </summary>
public sealed record Audience(string Rule)
{
    public static Audience All { get; } = new("all");
}
