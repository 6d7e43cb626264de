namespace ChuanKhuy.Core.People;

/// <summary>How long each way in stays open.</summary>
public static class SignIn
{
    /// <summary>A link that a person asked for and opens at once.</summary>
    public static readonly TimeSpan Link = TimeSpan.FromMinutes(10);

    /// <summary>A slip on paper, for people without a chat account.</summary>
    public static readonly TimeSpan Slip = TimeSpan.FromDays(7);

    /// <summary>A browser after it was signed in.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromDays(90);
}
