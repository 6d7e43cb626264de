using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Attendance;

/// <summary>Where a meeting's participants are known from, the most exact first: what a platform's interface says outranks a file that somebody downloaded.</summary>
public enum MeetingSource { Graph, Webex, TeamsCsv, WebexCsv }

/// <summary>One stay in a meeting, as the platform told it.</summary>
/// <param name="Joined">Null: unknown.</param>
/// <param name="Left">Null: unknown, or still there when the report was made.</param>
/// <param name="Seconds">How long it was by the platform's own count; null: not said.</param>
public sealed record Stay(DateTimeOffset? Joined, DateTimeOffset? Left, int? Seconds = null);

/// <summary>One participant of a meeting's report as it came; it is never changed. A person may have several: accounts, devices, reports of a meeting started again.</summary>
/// <param name="Account">The Entra object id or user principal name; null for guests and for Webex.</param>
/// <param name="Email">Guests of Webex type theirs themselves.</param>
public sealed record MeetingRecord(
    MeetingSource Source, string? Account, string? Email, string? Name, IReadOnlyList<Stay> Stays, string? Device = null)
{
    /// <summary>What a coordinator's alias is for: the e-mail, else the account, else the name as it is compared.</summary>
    [JsonIgnore]
    public string Who => Email is { Length: > 0 } ? $"e {Email.Trim().ToLowerInvariant()}"
        : Account is { Length: > 0 } ? $"a {Account.Trim().ToLowerInvariant()}"
        : $"n {ThaiText.Normalise(Name ?? "")}";

    /// <summary><see cref="Who"/> in a form that keys and buttons can carry.</summary>
    [JsonIgnore]
    public string WhoKey => Key(Who);

    internal static string Key(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}

/// <summary>A coordinator's word that a participant is this person of the roster.</summary>
/// <param name="Who">The <see cref="MeetingRecord.WhoKey"/>.</param>
/// <param name="Person">Empty: somebody from outside, who is not asked about again.</param>
public sealed record Alias(string Who, string Person, string By, DateTimeOffset At);
