using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Bot;

/// <summary>Seats and the queue in Thai: every place, refusal and promotion has its one sentence.</summary>
public sealed class SeatSays(Says says)
{
    /// <summary>How a person stands and why; null where there is nothing to say about a seat.</summary>
    /// <param name="position">The place in the line, from 1; null when it was not looked up.</param>
    public string? Why(Session session, Answered? answered, SeatTally? tally, int? position) => answered?.Seat switch
    {
        SeatState.Waiting => Waits(session, tally, position),
        SeatState.Offered when answered.OfferEnds is { } ends => $"มีที่นั่งว่างสำหรับคุณ เก็บไว้ให้ถึง{says.At(ends)} กด รับที่นั่ง ก่อนเวลานั้น",
        SeatState.Accepted => "คุณมีที่นั่งแล้ว ถ้าไม่สะดวก บอกคืนได้ ที่นั่งจะไปถึงคนถัดไปทันที",
        SeatState.Expired => "หมดเวลารับที่นั่งแล้ว ที่นั่งไปถึงคนถัดไป กด เข้าร่วม เพื่อเข้าคิวใหม่",
        SeatState.Declined => "คุณไม่รับที่นั่ง ที่นั่งไปถึงคนถัดไปแล้ว ถ้าเปลี่ยนใจ กด เข้าร่วม เพื่อเข้าคิวใหม่",
        SeatState.Cancelled => "คุณคืนที่นั่งหรือออกจากคิวแล้ว ถ้าเปลี่ยนใจ กด เข้าร่วม อีกครั้ง",
        _ => null,
    };

    static string Waits(Session session, SeatTally? tally, int? position) => (session.Plan.Seats, tally, position) switch
    {
        ({ } seats, { } t, _) when t.Taken > seats =>
            $"ที่นั่งลดเหลือ {seats} ที่ มีผู้ได้ที่นั่งไปก่อนแล้ว {t.Taken} คน จึงยังไม่เรียกคิวจนกว่าจะมีที่ว่าง",
        ({ } seats, _, 1) => $"ที่นั่งเต็ม {seats} ที่ คุณเป็นคนถัดไป เมื่อมีที่ว่างจะแจ้งทันที",
        ({ } seats, _, { } place) => $"ที่นั่งเต็ม {seats} ที่ มีผู้รออยู่ก่อนคุณ {place - 1} คน เมื่อมีที่ว่างจะเรียกตามลำดับและแจ้งทันที",
        ({ } seats, _, _) => $"ที่นั่งเต็ม {seats} ที่ คุณอยู่ในคิวสำรอง เมื่อมีที่ว่างจะแจ้งทันที",
        _ => "กำลังจัดที่นั่งตามลำดับคิว จะแจ้งทันทีที่ถึงคุณ",
    };

    /// <summary>The line about seats on an invitation; null where they are not limited.</summary>
    public static string? Left(Session session, SeatTally? tally) => (session.Plan.Seats, tally) switch
    {
        (null, _) => null,
        ({ } seats, null) => $"รับ {seats} ที่นั่ง",
        ({ } seats, { } t) when t.Waiting > 0 => $"ที่นั่งเต็ม {seats} ที่ มีผู้รอคิว {t.Waiting} คน กด เข้าร่วม เพื่อเข้าคิวสำรอง",
        ({ } seats, { } t) when t.Taken >= seats => $"ที่นั่งเต็ม {seats} ที่ กด เข้าร่วม เพื่อเข้าคิวสำรอง",
        ({ } seats, { } t) => $"เหลือ {seats - t.Taken} จาก {seats} ที่นั่ง",
    };

    /// <summary>An answer in two or three words, for lists.</summary>
    public static string Brief(Answered answered) => answered.Seat switch
    {
        SeatState.Waiting => "อยู่ในคิวสำรอง",
        SeatState.Offered => "มีที่นั่งรอคุณรับ",
        SeatState.Expired => "หมดเวลารับที่นั่ง",
        _ => Says.Answer(answered.Answer),
    };

    /// <summary>A place in the line as a card shows it.</summary>
    public static string Position(int? position) => position is { } place ? $"ลำดับที่ {place}" : "คิวสำรอง";
}
