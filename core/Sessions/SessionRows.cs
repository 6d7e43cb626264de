using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>The writes into a session's partition, each with its key.</summary>
public static class SessionRows
{
    public static Change Answer(Stored<Answered>? was, Answered answer) =>
        Rows.Write(SessionKeys.Answer(answer.Person), was, answer, SessionJson.Default.Answered);

    /// <summary>Evidence is only ever added.</summary>
    public static Change Evidence(Evidence evidence) =>
        Rows.Insert(SessionKeys.Evidence(evidence), evidence, SessionJson.Default.Evidence);

    /// <summary>Has the expander walk once more, because somebody came to a message to many after it went out.</summary>
    public static Change Reopen(Stored<Fanout> fanout) =>
        Rows.Replace(fanout, fanout.Value.Reopen(), SessionJson.Default.Fanout);
}
