using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Core.Sessions;

/// <summary>The writes into a session's partition, each with its key.</summary>
public static class SessionRows
{
    public static Change Answer(Stored<Answered>? was, Answered answer) =>
        Rows.Write(SessionKeys.Answer(answer.Person), was, answer, SessionJson.Default.Answered);

    public static Change Tally(Stored<SeatTally>? was, SeatTally tally) =>
        Rows.Write(SessionKeys.Seats, was, tally, SessionJson.Default.SeatTally);

    /// <summary>Puts a person into the line or among the open offers.</summary>
    public static Change Mark(string key, string person) => Rows.Insert(key, new SeatMark(person), SessionJson.Default.SeatMark);

    /// <param name="place">Tells apart several messages of one kind to one person.</param>
    public static Change Out(Delivery delivery, string place) =>
        Rows.Put(SessionKeys.Out(delivery, place), delivery, SessionJson.Default.Delivery);

    public static Change Reply(Stored<SpeakerReply>? was, SpeakerReply reply) =>
        Rows.Write(SessionKeys.Reply(reply.Key), was, reply, SessionJson.Default.SpeakerReply);

    /// <summary>A page of comments is decided once.</summary>
    public static Change Passed(Passed passed) => Rows.Insert(SessionKeys.Passed(passed.From), passed, SessionJson.Default.Passed);

    /// <summary>A person is named once.</summary>
    public static Change Named(Named named) => Rows.Insert(SessionKeys.Named(named.Person), named, SessionJson.Default.Named);

    /// <summary>Evidence is only ever added.</summary>
    public static Change Evidence(Evidence evidence) =>
        Rows.Insert(SessionKeys.Evidence(evidence), evidence, SessionJson.Default.Evidence);

    public static Change Session(Stored<Session> was, Session session) => Rows.Replace(was, session, SessionJson.Default.Session);

    public static Change Room(Stored<Room>? was, Room room) => Rows.Write(SessionKeys.Room, was, room, SessionJson.Default.Room);

    /// <summary>A participant as the report told it.</summary>
    public static Change Meeting(MeetingRecord record) => Rows.Put(SessionKeys.Meeting(record), record, SessionJson.Default.MeetingRecord);

    public static Change Attended(Stored<Attended>? was, Attended attended) =>
        Rows.Write(SessionKeys.Attended(attended.Person), was, attended, SessionJson.Default.Attended);

    /// <summary>The coordinator's newest word about a participant.</summary>
    public static Change Alias(Alias alias) => Rows.Put(SessionKeys.Alias(alias.Who), alias, SessionJson.Default.Alias);

    public static Change Appeal(Stored<Appeal>? was, Appeal appeal) => Rows.Write(SessionKeys.Appeal(appeal.Person), was, appeal, SessionJson.Default.Appeal);

    /// <summary>Has the expander walk once more, because somebody came to a message to many after it went out.</summary>
    public static Change Reopen(Stored<Fanout> fanout) =>
        Rows.Replace(fanout, fanout.Value.Reopen(), SessionJson.Default.Fanout);
}
