namespace ChuanKhuy.Core.Sessions;

/// <summary>The kinds of sessions in Thai, the same on cards, in files and in reports.</summary>
public static class SessionKinds
{
    public static string Thai(SessionKind kind) => kind switch
    {
        SessionKind.Talk => "คุณอำนวยชวนคุย",
        SessionKind.Workshop => "เวิร์กช็อป",
        SessionKind.Exchange => "เวทีแลกเปลี่ยนเรียนรู้",
        SessionKind.Evaluation => "ประเมินโครงการ",
        _ => "ประชุมทีมพี่เลี้ยง",
    };
}
