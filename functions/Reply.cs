using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;

namespace ChuanKhuy.Functions;

/// <summary>What a desk of the chat answered, for a page: done, or why not.</summary>
/// <param name="Trouble">Null when it was done.</param>
sealed record Reply(string Said, string? Trouble)
{
    /// <param name="grave">What is done is said as a warning, as a cancellation is.</param>
    public static Reply Of(Message message, bool grave = false) => message.Card switch
    {
        Notice { Tone: Tone.Warning } notice when !grave => new("", $"{notice.Title} {notice.Text}"),
        Notice notice => new($"{notice.Title} {notice.Text}", null),
        Refusal refusal => new("", Join(refusal.Title, refusal.Hint)),
        MoveForm form => new("", form.Note ?? "กรอกวันเวลาให้ครบ"),
        CancelForm form => new("", form.Note ?? "ยืนยันก่อน"),
        CorrectForm form => new("", form.Note ?? "กรอกให้ครบ"),
        SessionForm form => new("", form.Note ?? "กรอกให้ครบ"),
        Deliveries deliveries => new(deliveries.Note ?? "", null),
        var other => new(other.Summary, null),
    };

    static string Join(string title, string? hint) => hint is null ? title : $"{title} {hint}";
}
