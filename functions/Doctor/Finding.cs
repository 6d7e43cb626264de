using System.Text.Json.Serialization;

namespace ChuanKhuy.Functions;

/// <summary>How one thing stands: ดี, เตือน or ขาด.</summary>
public enum Health { Good, Warning, Missing }

/// <summary>One line of the doctor. It never holds a secret, nor a text that an outside service chose freely.</summary>
/// <param name="Subject">What was looked at, in Thai: "Teams", "ที่เก็บข้อมูล".</param>
/// <param name="Thai">How it stands.</param>
/// <param name="English">The same in English, with what to do.</param>
/// <param name="Why">Why it matters; empty when all is well.</param>
/// <param name="Do">What to do about it; empty when all is well.</param>
/// <param name="Where">The setting, page or folder where that is done.</param>
public sealed record Finding(Health Health, string Subject, string Thai, string English, string Why = "", string Do = "", string Where = "")
{
    /// <summary>The word that stands before the line.</summary>
    [JsonIgnore]
    public string Word => Health switch { Health.Good => "ดี", Health.Warning => "เตือน", _ => "ขาด" };

    public static Finding Good(string subject, string thai, string english) => new(Health.Good, subject, thai, english);

    public static Finding Warn(string subject, string thai, string english, string why, string act, string where) => new(Health.Warning, subject, thai, english, why, act, where);

    public static Finding Missing(string subject, string thai, string english, string why, string act, string where) => new(Health.Missing, subject, thai, english, why, act, where);
}
