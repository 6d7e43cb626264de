using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Tests.Privacy;

/// <summary>
/// A person with every role at once, in every table, whose every field and text carries a word that stands nowhere else; and the search for these words in what is stored.
/// </summary>
static class Canary
{
    public const string Id = "kanari";

    /// <summary>Written by others about the person, as people write it: with and without title, without a space, with ำ in two signs.</summary>
    public static readonly Person Person = new(
        Id, "นางสาวคณารี สำเนาหลวง", "8402", "1", "ZZpositionZZ", (Roles)127, "ZZmail@example.org", "0a0b0c0d-1111-2222-3333-44445555cafe", "ZZwebex@example.org");

    static readonly string[] Words =
    [
        "คณารี", "สำเนาหลวง", "สํ\u0E32เนาหลวง", "ZZpositionZZ", "ZZmail", "ZZwebex", "44445555cafe", "ZZwhoZZ", "ZZaddressZZ", "ZZquestionZZ", "ZZreasonZZ", "ZZappealZZ", "zzslideszz",
        "ZZrehearsalZZ", "ZZdisplay", "ZZdeviceZZ", "ZZpostedZZ", "ZZinboxZZ", "ZZsaidZZ", "ZZcomplaintZZ", "ZZaskedZZ", "ZZadviceZZ", "ZZfreeZZ", "ZZstyleZZ",
    ];

    /// <summary>The words as they may stand in a file: in UTF-8, UTF-16, Windows-874, and in JSON that writes letters as numbers.</summary>
    static readonly IReadOnlyList<(string Word, byte[] Bytes)> Forms =
    [
        .. Words.SelectMany(word => new[]
        {
            (word, Encoding.UTF8.GetBytes(word)), (word, Encoding.Unicode.GetBytes(word)), (word, CodePagesEncodingProvider.Instance.GetEncoding(874)!.GetBytes(word)),
            (word, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(word).Trim('"'))), (word, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(word).Trim('"').ToLowerInvariant())),
        }),
    ];

    /// <summary>The words that are found in any file of a folder, by their raw bytes.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(file => In(Shared(file))).Distinct(StringComparer.Ordinal)];

    /// <summary>The words that a store gives out, in its rows and blobs and in the messages on its queue.</summary>
    public static async Task<IReadOnlyList<string>> In(OpenStore store)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var blob = new MemoryStream();
        await foreach (var piece in store.Whole.Read(default))
        {
            if (piece is Piece.Bytes(var content)) blob.Write(content.Span);
            if (piece is Piece.Entity(_, var row)) found.UnionWith(In([.. Encoding.UTF8.GetBytes($"{row.Partition} {row.Key} "), .. row.Body.Span]));
        }
        found.UnionWith(In(blob.ToArray()));
        foreach (var message in await store.Store.Queues.Receive("outbox", 32, TimeSpan.FromSeconds(1), default)) found.UnionWith(In(Encoding.UTF8.GetBytes(message.Text)));
        return [.. found];
    }

    /// <summary>Every word that the office has, so that nothing is found only because nothing was there.</summary>
    public static IEnumerable<string> All => Words;

    static IEnumerable<string> In(byte[] bytes) => Forms.Where(form => form.Bytes.Length > 2 && bytes.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => form.Word);

    static byte[] Shared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The person lives: one talk as a listener (t1), one as a speaker (t2), and everything that can be written down about somebody.</summary>
    public static async Task Live(Office office)
    {
        var ct = Office.Ct;
        await office.Get<RosterStore>().Save([Person], null, ct);
        await office.Get<ContactStore>().Keep("teams", new(Id, "29:ZZwhoZZ", "ZZaddressZZ", office.Now), ct);
        await office.Plan(title: "ชวนคุยกับคณารี สำเนาหลวง");
        var t2 = new Plan("t2", SessionKind.Talk, "เรื่องที่สอง", [new(Id)], "1", Office.Starts.ToUniversalTime(), Office.Starts.AddHours(1).ToUniversalTime(), null, Audience.All, MeetingKind.None, "", true);
        await office.Get<Planner>().Apply(t2, null, ct, "kanda");
        await office.Tick();

        var sessions = office.Get<SessionStore>();
        await sessions.Remember([Id], "t1", ct);
        var posted = new Delivery(MessageKind.Named, "t1", 1, Id, "teams", DeliveryState.Pending, office.Now.AddDays(300), office.Now.AddDays(400), Posted: "ZZpostedZZ");
        await sessions.Keep("t1",
        [
            SessionRows.Answer(null, new(Id, Answer.Yes, 1, office.Now, "ZZquestionZZ")), SessionRows.Out(posted, "00"), SessionRows.Named(new(Id, "somchai", office.Now)),
            SessionRows.Appeal(null, new(Id, office.Now, "ZZappealZZ", AttendanceStatus.Absent, "ZZreasonZZ")),
        ], ct);
        await office.Get<SpeakerDesk>().Answer(Person, "t2", Id, true, "https://example.org/zzslideszz", "ZZrehearsalZZ", null, null, ct);

        await office.MoveTo(Office.Starts.AddHours(2));
        await office.Get<CheckInDesk>().Correct("t1", Id, true, "ZZreasonZZ คุณคณารี", "kanda", ct);
        Stay stay = new(Office.Starts.ToUniversalTime(), Office.Starts.AddMinutes(80).ToUniversalTime());
        await office.Get<MeetingDesk>().Keep("t1",
        [
            new(MeetingSource.Graph, Person.TeamsId, Person.Email, "ZZdisplay Kanari", [stay], "ZZdeviceZZ"),
            new(MeetingSource.TeamsCsv, null, null, "คณารี สํ\u0E32เนาหลวง (ไชยา)", [stay]),
            new(MeetingSource.Graph, null, "malee@example.org", "มาลี", [stay]),
        ], ct);
        var guest = new MeetingRecord(MeetingSource.TeamsCsv, null, null, "คณารี สํ\u0E32เนาหลวง (ไชยา)", [stay]);
        await office.Get<MeetingDesk>().Confirm("t1", guest.WhoKey, Id, "kanda", ct);

        await office.Get<InboxStore>().Accept(InboxStore.Hash("1"), new("teams", """{"from":{"id":"29:ZZwhoZZ"},"text":"ZZinboxZZ"}""", office.Now, office.Now.AddDays(300)), ct);
        await office.Get<ChatStore>().Add(Id, new("l1", office.Now, Said: "ZZsaidZZ"), ct);
        // Another person's chat holds a card that names the person, in letters written as numbers.
        await office.Get<ChatStore>().Add("malee", new("l2", office.Now, Card: JsonSerializer.Serialize(new JsonObject { ["text"] = "วิทยากร: คณารี สำเนาหลวง" })), ct);
        await office.Get<SignInStore>().Invite(Id, TimeSpan.FromDays(1), ct);
        await office.Get<ReaderStore>().Keep(new Complaint("d1-01", Id, "ZZcomplaintZZ", office.Now), ct);
        await office.Get<ReaderStore>().Keep("d1-01", new Useful(Id, true, office.Now), ct);
        await office.Get<MentorStore>().Save([new(Id, true, ["otop"], "ZZfreeZZ", "ZZstyleZZ", 2, office.Now)], ct);
        await office.Get<MentorStore>().Change(Id, mentor => mentor, ct);
        await Ask(office, "a1", Id, "malee", new(1, Id, "ZZaskedZZ จะเริ่มอย่างไร", office.Now));
        await Ask(office, "a2", "malee", Id, new(1, Id, "ZZadviceZZ ทำทุกวัน", office.Now));
        await office.Get<ConsentStore>().Keep(new("t2", Id, true, office.Now, Id), ct);
        await office.Get<WeeklyTip>().Want(Id, false, ct);
        await office.Get<KpiStore>().Save(new(KpiFigure.Platforms, 2570, 1, 1, new(2026, 12, 1), "หนังสือของคณารี สำเนาหลวง", Id, office.Now), ct);
        var text = new ItemText(
            "วิธีของคณารี สำเนาหลวง", Category.Technique, Category.Technique.Usual(), Medium.Article, "พี่คณารีเล่าว่า ทำบัญชีทุกวัน\nขอบคุณคณารีสำเนาหลวง", [], [], [new(1, 1, "ZZdisplay Kanari", null)]);
        await office.Get<KnowledgeStore>().Save([new("d1-01", text, text, new(1, "kanda", office.Now, office.Now.AddDays(90)), Work.None, Id, "ZZdisplay Kanari", null, office.Now, Batch: "d1")], null, ct);
        await Blob(office, "transcripts/d1", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("WEBVTT\n\n<v ZZdisplay Kanari>ดิฉันคณารี  สำเนาหลวง\n")]);
        await Blob(office, "attendance/t1/abc", CodePagesEncodingProvider.Instance.GetEncoding(874)!.GetBytes("ชื่อ,อีเมล\r\nนางสาวคณารี สำเนาหลวง,ZZmail@example.org\r\nมาลี,malee@example.org\r\n"));
        await Blob(office, "attachments/a1", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3]);
        var feedback = office.Get<FeedbackStore>();
        await feedback.Add("t1", 1, Id, [5, 5, 5, 5, 5], ["ดีมาก คุณคณารีเอาใจใส่"], ct);
        await feedback.Add("t1", 1, "somchai", [4, 4, 4, 4, 4], ["ก่อน", "คณารี สำเนาหลวง สอนเข้าใจง่าย", "ฮา"], ct);
    }

    static async Task Ask(Office office, string id, string asker, string mentor, AskLine line)
    {
        var ask = AskRule.Begin(id, asker, "8402", "1", "otop", false, mentor, line.Text, office.Now).Ask;
        await office.Get<AskStore>().Point(ask, true, 365, DateOnly.FromDateTime(office.Now.UtcDateTime), Office.Ct);
        Assert.True(await office.Get<AskStore>().Keep(null, ask, line, [], [], Office.Ct));
    }

    static async Task Blob(Office office, string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await office.Get<IBlobs>().Put(name, content, Office.Ct);
    }
}
