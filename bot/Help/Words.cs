using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>The words of the chat, with forgiving spelling. Every text gets a helpful answer.</summary>
public sealed class Words(
    Timetable timetable, Invites invites, CheckIns checkIns, ReportDesk reports, PlanDesk planning, CorrectionDesk corrections, LibraryDesk library, ChannelDesk choice, SignInLinks links,
    DeliveryDesk deliveries, ReviewDesk reviews, ConsentDesk consents, TipDesk tips, KpiDesk kpis, EvaluationDesk evaluations, NoticeBoard board, AppealForms appeals, HoursDesk hours, WhoIsDesk whoIs,
    AskForms asks, SurveyForms surveys, MentorDesk mentors, GlassDesk glass, RoomDesk rooms, TopicForms topics, YearDesk years)
{
    /// <summary>The longest text anybody means as a word to the bot.</summary>
    const int Longest = 300;

    sealed record Word(string[] Says, string Shown, string What, Func<Person, string, CancellationToken, Task<Message>> Do, Roles For = Roles.None, bool Shared = false);

    IReadOnlyList<Word> All => field ??=
    [
        new(["ช่วยเหลือ", "ช่วยด้วย", "help", "เมนู", "สวัสดี"], "ช่วยเหลือ", "ดูคำที่ใช้ได้", (person, _, _) => Task.FromResult(Help(person, null)), Shared: true),
        new(["ตาราง", "กิจกรรม", "มีอะไรบ้าง"], "ตาราง", "กิจกรรมที่กำลังจะมา", (person, _, ct) => timetable.Ahead(person, ct), Shared: true),
        new(["ของฉัน", "ของผม", "ของหนู"], "ของฉัน", "กิจกรรมที่ฉันตอบรับหรือเข้าร่วม", (person, _, ct) => timetable.Mine(person, ct)),
        new(["ลงชื่อเข้าร่วม", "ลงชื่อ", "เช็กชื่อ", "เช็คชื่อ", "เช็กอิน", "เช็คอิน"], "ลงชื่อ 12345", "ลงชื่อเข้าร่วมด้วยรหัสบนจอ", (person, rest, ct) => checkIns.Said(person, Code(rest), ct)),
        new(["ลงชื่อกลุ่ม", "ลงชื่อเป็นกลุ่ม", "ลงชื่อทั้งห้อง"], "ลงชื่อกลุ่ม", "หลายคนใช้จอเดียว เลือกชื่อเพื่อนร่วมห้อง", (person, rest, ct) => checkIns.Group(person, Code(rest), ct)),
        new(["ทำไมยังไม่ถึงคิว", "ทำไมไม่ถึงคิว", "ถึงคิวหรือยัง", "คิวของฉัน", "คิวสำรอง", "คิว"], "คิว", "ลำดับในคิวสำรอง และเพราะอะไรจึงยังไม่ถึง", (person, _, ct) => invites.Queue(person, ct)),
        new(["แจ้งว่าเข้าร่วมแล้ว", "แจ้งเข้าร่วม", "เข้าร่วมแล้ว"], "แจ้งว่าเข้าร่วมแล้ว", "มาแล้วแต่ไม่มีชื่อ ขอให้ผู้ประสานงานตรวจ", (person, rest, ct) => appeals.Form(person, rest, ct)),
        new(["ชั่วโมงของฉัน", "ชั่วโมงเรียนรู้", "ชั่วโมง"], "ชั่วโมงของฉัน", "ชั่วโมงเรียนรู้ในปีงบประมาณนี้", (person, _, ct) => hours.Mine(person, ct)),
        new(["เว็บ", "เวป", "หน้าเว็บ", "ลิงก์", "เข้าเว็บ"], "เว็บ", "ลิงก์เข้าใช้หน้าเว็บของฉัน", (person, _, ct) => Web(person, ct)),
        .. choice.Any ? (Word[])[new(["ส่งทาง", "ส่งข้อความทาง", "รับทาง"], choice.Example, "เลือกว่าจะรับข้อความทางไหน", choice.Said)] : [],
        new(["ค้นหา", "ค้นเรื่อง", "ห้องสมุด"], "ค้นหา ตรวจรับ", "หาเรื่องที่ต้องใช้ในห้องสมุด", (_, rest, ct) => library.Said(rest, ct), Shared: true),
        new(["ถามพี่เลี้ยง", "ปรึกษาพี่เลี้ยง", "ขอถามพี่เลี้ยง"], "ถามพี่เลี้ยง", "ถามเรื่องงานเป็นส่วนตัว ไม่มีผู้บังคับบัญชาเห็น", (person, _, _) => Task.FromResult(AskForms.Form(person))),
        new(["คำถามของฉัน", "คุยกับพี่เลี้ยง"], "คำถามของฉัน", "คำถามที่คุณถามหรือดูแลอยู่", (person, rest, ct) => asks.Mine(person, rest, ct)),
        new(["ตอบแบบสำรวจพี่เลี้ยง", "แบบสำรวจพี่เลี้ยง"], "ตอบแบบสำรวจพี่เลี้ยง", "บอกเรื่องที่คุณถนัด", (person, _, ct) => surveys.Said(person, ct)),
        new(["พักรับคำถาม", "หยุดรับคำถาม"], "พักรับคำถาม", "พี่เลี้ยงพักรับคำถามชั่วคราว", (person, _, ct) => mentors.Pause(person, true, ct)),
        new(["รับคำถามต่อ", "รับคำถามอีกครั้ง"], "รับคำถามต่อ", "พี่เลี้ยงกลับมารับคำถาม", (person, _, ct) => mentors.Pause(person, false, ct)),
        new(["อยากเรียน", "อยากรู้เรื่อง", "อยากให้จัด"], "อยากเรียน ตรวจรับพัสดุ", "เสนอเรื่องที่อยากให้จัด แล้วรอฟังข่าว", (person, rest, ct) => topics.Wished(person, rest, ct)),
        new(["หยุดเคล็ดลับ", "ไม่รับเคล็ดลับ", "เลิกรับเคล็ดลับ"], "หยุดเคล็ดลับ", "ไม่รับเคล็ดลับประจำสัปดาห์", (person, _, ct) => tips.Want(person, false, ct)),
        new(["รับเคล็ดลับ", "ขอเคล็ดลับ"], "รับเคล็ดลับ", "รับเคล็ดลับประจำสัปดาห์", (person, _, ct) => tips.Want(person, true, ct)),
        new(["ความยินยอม", "คำยินยอม", "ถอนความยินยอม"], "ความยินยอม", "ดูหรือเปลี่ยนคำยินยอมให้เผยแพร่เรื่องที่คุณเล่า", (person, _, ct) => consents.Said(person, ct), Roles.Speaker | Roles.Coordinator),
        new(["รายงาน", "สรุป"], "รายงาน ไตรมาส 1", "ผลของเดือน ไตรมาส หรือปี", (_, rest, ct) => reports.Said(rest, ct), Roles.Coordinator | Roles.Executive | Roles.Admin),
        new(["ตัวเลข kpi", "ตัวเลขตัวชี้วัด", "กรอกตัวเลข"], "ตัวเลข KPI", "ใส่ตัวเลขที่ระบบนับเองไม่ได้ เช่น เรื่องร้องเรียน", (_, _, _) => Task.FromResult(kpis.Form()), Roles.Coordinator),
        new(["ประเมินโครงการ", "ส่งแบบประเมินโครงการ"], "ประเมินโครงการ ไตรมาส 1", "ส่งแบบประเมินโครงการถึงเจ้าหน้าที่ทุกคน", (_, rest, ct) => evaluations.Said(rest, ct), Roles.Coordinator),
        new(["เพิ่มกิจกรรม", "สร้างกิจกรรม", "นัดชวนคุย"], "เพิ่มกิจกรรม", "วางแผนกิจกรรมใหม่", (_, _, ct) => planning.Form(ct), Roles.Coordinator),
        new(["ยกเลิกการส่ง", "หยุดส่ง", "หยุดการส่ง"], "ยกเลิกการส่ง", "หยุดคำเชิญที่ยังไม่ออก", (_, _, ct) => planning.Held(ct), Roles.Coordinator),
        new(["เลื่อน", "เลื่อนกิจกรรม"], "เลื่อน", "เปลี่ยนวันเวลา แล้วแจ้งทุกคน", (_, rest, ct) => planning.MoveForm(rest, ct), Roles.Coordinator),
        new(["ยกเลิก", "ยกเลิกกิจกรรม"], "ยกเลิก", "ยกเลิกกิจกรรม แล้วแจ้งทุกคน", (_, rest, ct) => planning.CancelForm(rest, ct), Roles.Coordinator),
        new(["ใครยังไม่ตอบ", "ใครยังไม่ตอบบ้าง", "ยังไม่ตอบ"], "ใครยังไม่ตอบ", "รายชื่อที่ยังไม่ตอบรับ", (_, rest, ct) => timetable.Unanswered(rest, ct), Roles.Coordinator),
        new(["ส่งถึงไหม", "ส่งถึงใครบ้าง", "ถึงไหม", "ผลการส่ง"], "ส่งถึงไหม", "ข้อความล่าสุดถึงใคร ไม่ถึงใคร เพราะอะไร", (_, rest, ct) => deliveries.Said(rest, ct), Roles.Coordinator),
        new(["ตรวจองค์ความรู้", "ตรวจความรู้", "รอตรวจ"], "ตรวจองค์ความรู้", "เรื่องที่รอตรวจก่อนเผยแพร่", (person, _, ct) => reviews.Said(person, ct), Roles.Coordinator),
        new(["ค้นไม่เจอ", "ค้นไม่พบ", "คำที่ค้นไม่เจอ"], "ค้นไม่เจอ", "สิ่งที่เพื่อนร่วมงานค้นแล้วยังไม่มี", (_, _, ct) => library.Missing(ct), Roles.Coordinator),
        .. board.Any ? (Word[])[new(["ลงประกาศ", "ประกาศ", "ลงประกาศในทีม"], "ลงประกาศ", "ชวนในทีมและกลุ่มแชตที่มีชวนคุย สำหรับคนที่ส่งไม่ถึง", (_, rest, ct) => board.Said(rest, ct), Roles.Coordinator)] : [],
        new(["แก้ลงชื่อ", "แก้การลงชื่อ", "แก้ชื่อ"], "แก้ลงชื่อ", "แก้ไขว่าใครเข้าร่วม พร้อมเหตุผล", (_, rest, ct) => corrections.Form(rest, ct), Roles.Coordinator),
        new(["ห้องประชุม", "ลิงก์ประชุม", "ลิงก์ห้องประชุม"], "ห้องประชุม", "ห้องออนไลน์พร้อมไหม หรือวางลิงก์เอง", (_, rest, ct) => rooms.Said(rest, ct), Roles.Coordinator),
        new(["ดึงรายชื่อ", "ดึงรายชื่อผู้เข้าร่วม", "ดึงรายงานประชุม"], "ดึงรายชื่อ", "รายชื่อผู้เข้าร่วมจากห้องประชุม เดี๋ยวนี้", (_, rest, ct) => rooms.Fetched(rest, ct), Roles.Coordinator),
        new(["สำรวจพี่เลี้ยง", "เริ่มสำรวจพี่เลี้ยง"], "สำรวจพี่เลี้ยง 15 ธ.ค. 69", "ส่งแบบสำรวจพี่เลี้ยง ตอบได้ถึงวันนั้น", (person, rest, ct) => surveys.Begin(person, rest, ct), Roles.Coordinator),
        new(["ตั้งพี่เลี้ยง", "แต่งตั้งพี่เลี้ยง", "ทีมพี่เลี้ยง"], "ตั้งพี่เลี้ยง", "ผู้ที่เหมาะสม เรื่องที่ยังไม่มีพี่เลี้ยง แต่งตั้งและให้พ้น", (_, _, ct) => mentors.Form(null, ct), Roles.Coordinator),
        new(["คำถามค้าง", "คำถามที่ค้าง"], "คำถามค้าง", "คำถามถึงพี่เลี้ยงที่รอนาน เห็นแต่เรื่องและเวลา", (person, _, ct) => mentors.Overdue(person, ct), Roles.Coordinator),
        new(["สรุปพี่เลี้ยง", "สรุปคำถามพี่เลี้ยง"], "สรุปพี่เลี้ยง", "จำนวนคำถามถึงพี่เลี้ยงในปีงบประมาณนี้", (_, _, ct) => mentors.Figures(ct), Roles.Coordinator | Roles.Executive),
        new(["ข้อความพี่สอนน้อง", "ข้อความกลุ่มพี่เลี้ยง"], "ข้อความพี่สอนน้อง", "ข้อความพร้อมลิงก์ไว้วางในกลุ่ม LINE พี่สอนน้อง", (_, _, _) => Task.FromResult(mentors.ForGroup()), Roles.Coordinator),
        new(["ขอเปิดคำถาม"], "ขอเปิดคำถาม", "เหตุฉุกเฉิน ต้องมีสองคนเห็นชอบ และบันทึกไว้", (person, rest, ct) => glass.Request(person, rest, ct), Roles.Coordinator | Roles.Admin),
        new(["เห็นชอบเปิดคำถาม"], "เห็นชอบเปิดคำถาม", "เป็นคนที่สองที่เห็นชอบ", (person, rest, ct) => glass.Agree(person, rest, ct), Roles.Coordinator | Roles.Admin),
        new(["อ่านคำถามที่เปิด"], "อ่านคำถามที่เปิด", "อ่านเมื่อเห็นชอบครบสองคนแล้ว", (person, rest, ct) => glass.Read(person, rest, ct), Roles.Coordinator | Roles.Admin),
        new(["หัวข้อ", "หัวข้อถัดไป", "เลือกหัวข้อ"], "หัวข้อ", "เรื่องที่คนต้องการ จัดเป็นกิจกรรมหรือให้ทุกคนเลือก", (person, _, ct) => topics.Said(person, ct)),
        new(["ไม่ว่าง", "วันที่ไม่ว่าง"], "ไม่ว่าง 5 ม.ค. 70", "วิทยากรบอกวันที่ไม่รับนัด พิมพ์ซ้ำเพื่อเอาออก", (person, rest, ct) => years.Blocked(person, rest, ct), Roles.Speaker),
        new(["วางแผนปี", "แผนทั้งปี"], "วางแผนปี 2571", "ร่างเวทีแลกเปลี่ยนรายเดือน หมุนเวียนทุกโซน", (person, rest, ct) => years.Said(person, rest, ct), Roles.Coordinator),
        new(["ยืนยันแผนปี"], "ยืนยันแผนปี", "สร้างกิจกรรมตามร่างที่ดูแล้ว", (person, rest, ct) => years.Confirmed(person, rest, ct), Roles.Coordinator),
        new(["ใครคือ"], "ใครคือ", "บอกว่าชื่อในรายงานการประชุมคือใคร", (_, rest, ct) => whoIs.Said(rest, ct), Roles.Coordinator),
        new(["ใครไม่มาตามนัด", "ไม่มาตามนัด", "ใครไม่มา"], "ใครไม่มาตามนัด", "ตอบรับแล้วไม่มาบ่อยครั้ง", (person, _, ct) => hours.Missing(person, ct), Roles.Coordinator),
    ];

    /// <param name="shared">Others read along: only words whose answer is for everybody are answered there.</param>
    public Task<Message> Say(Person person, string text, CancellationToken ct, bool shared = false)
    {
        var said = ThaiText.Normalise(text.Length > Longest ? text[..Longest] : text);
        if (said.Length == 0) return Task.FromResult(Help(person, null));
        if (Find(said) is not var (word, rest)) return Task.FromResult(Help(person, "ยังไม่เข้าใจข้อความนี้ ลองใช้คำเหล่านี้"));
        if (shared && !word.Shared) return Task.FromResult(new Message(new Refusal("คำนี้ใช้ในแชตส่วนตัวกับชวนคุย", "เปิดแชตกับชวนคุยแล้วพิมพ์อีกครั้ง คำตอบจะเห็นเฉพาะคุณ")));
        return May(person, word) ? word.Do(person, rest, ct) : Task.FromResult(Help(person, $"{word.Says[0]} เป็นคำสำหรับผู้ประสานงาน คำที่คุณใช้ได้มีดังนี้"));
    }

    /// <summary>The longest word that the text begins with; else the word that the first part of the text is nearly like.</summary>
    (Word Word, string After)? Find(string said)
    {
        var begins = All.SelectMany(word => word.Says, (word, form) => (Word: word, Form: ThaiText.Normalise(form)))
            .Where(w => said.StartsWith(w.Form, StringComparison.Ordinal)).OrderByDescending(w => w.Form.Length).ToList();
        var begun = begins.Count > 0 ? begins[0].Form.Length : 0;
        // A slip in a long word must not make another, shorter word of it: "ยกเลิกการสง" is not "ยกเลิก".
        if (All.FirstOrDefault(word => word.Says.Select(ThaiText.Normalise).Any(form => form.Length > begun && ThaiNear.Near(form, said))) is { } whole) return (whole, "");
        if (begun > 0) return (begins[0].Word, said[begun..].Trim());
        var first = said.Split(' ', 2);
        var near = All.Where(word => word.Says.Any(form => ThaiNear.Near(ThaiText.Normalise(form), first[0]))).ToList();
        return near.Count > 0 ? (near[0], first.Length > 1 ? first[1] : "") : null;
    }

    async Task<Message> Web(Person person, CancellationToken ct) =>
        new(Notice.SignIn with { Url = await links.Make(person, SignIn.Link, ct) });

    Message Help(Person person, string? note)
    {
        var mine = All.Where(word => May(person, word)).ToList();
        var buttons = mine.Where(word => !word.Shown.Contains(' ', StringComparison.Ordinal)).Skip(1).Take(4).Select(word => word.Shown);
        return new(new Help(
            note ?? $"สวัสดี {Says.Call(person)} พิมพ์คำใดคำหนึ่งได้เลย",
            [.. mine.Select(word => new HelpCommand(word.Shown, word.What))], [.. buttons]));
    }

    static bool May(Person person, Word word) => word.For is Roles.None || (person.Roles & word.For) != 0;

    static string Code(string rest) => string.Concat(rest.Where(char.IsAsciiDigit));
}
