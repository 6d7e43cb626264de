using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bot;

/// <summary>
/// What a sentence or a click leads to. The person comes from the channel's proof, never from the card; a card only says which session and
/// which answer number it was made for, under our seal.
/// </summary>
public sealed class Conversation(
    RosterStore rosters, Sealer sealer, Words words, Invites invites, CheckIns checkIns, FeedbackForm feedback, SpeakerForm speakers, PlanDesk planning,
    CorrectionDesk corrections, DeliveryDesk deliveries, ConsentDesk consents, ReviewDesk reviews, FeedbackResults results, KpiDesk kpis, AppealForms appeals, WhoIsDesk whoIs,
    AskForms asks, SurveyForms surveys, MentorDesk mentors, RoomDesk rooms, TopicForms topics)
{
    public async Task<Message> Handle(Incoming incoming, CancellationToken ct)
    {
        var roster = await rosters.Load(ct);
        if (incoming.Person is not { } id || roster.Find(id) is not { } person)
            return new(new Refusal("ยังไม่พบชื่อของคุณในทะเบียนเจ้าหน้าที่", "แจ้งผู้ประสานงานที่สำนักงานพัฒนาชุมชนจังหวัดให้เพิ่มชื่อและอีเมล"));
        return incoming switch
        {
            Incoming.Said said => await words.Say(person, said.Text, ct, said.Shared),
            Incoming.Clicked clicked => await Click(person, clicked, ct),
            _ => throw new InvalidOperationException($"Nobody handles {incoming.GetType().Name}."),
        };
    }

    async Task<Message> Click(Person person, Incoming.Clicked clicked, CancellationToken ct)
    {
        if (await sealer.Open(clicked.Verb, clicked.Data, ct) is not { } proof || Clicks.Parse(clicked.Verb, clicked.Data) is not { } click)
            return Unusable;
        var own = string.Equals(proof.To, person.Id, StringComparison.Ordinal);
        return click switch
        {
            RsvpClick c when c.Session == proof.Session => await invites.Clicked(person, c, own ? proof.N : null, clicked.Made, ct),
            ShowClick c => await invites.Show(person, c.Session, ct),
            SayClick c => await words.Say(person, c.Text, ct),
            _ when !own => new(new Refusal("การ์ดใบนี้เป็นของคนอื่น", "พิมพ์ ของฉัน เพื่อดูกิจกรรมของคุณ")),
            CheckInClick c when c.Session == proof.Session => await checkIns.Clicked(person, c, ct),
            SeatClick c when c.Session == proof.Session => await invites.Seat(person, c, proof.N, clicked.Made, ct),
            SpeakerConfirmClick c when SpeakerCards.About(proof.Session).Session == c.Session => await speakers.Clicked(person, c, proof.Session, proof.N, clicked.Made, ct),
            GroupCheckInClick c when c.Session == proof.Session => await checkIns.Named(person, c, ct),
            ConsentClick c when SpeakerCards.About(proof.Session).Session == c.Session => await consents.Clicked(person, c, proof.Session, ct),
            FeedbackClick c when c.Session == proof.Session => await feedback.Clicked(person, c, ct),
            AppealClick c => await appeals.Filled(person, c, ct),
            AskClick c when (c.Id ?? "") == proof.Session => await asks.Filled(person, c, ct),
            AskSayClick c when c.Id == proof.Session => await asks.Said(person, c, ct),
            AskDoClick c when c.Id == proof.Session => await asks.Pressed(person, c, ct),
            AskEndClick c when c.Id == proof.Session => await asks.Judged(person, c, ct),
            SurveyClick c => await surveys.Filled(person, c, ct),
            TopicClick c => await topics.Clicked(person, c, ct),
            AskClick or AskSayClick or AskDoClick or AskEndClick => Unusable,
            EndClick c when c.Session == proof.Session => await planning.Ended(person, c, ct),
            RsvpClick or CheckInClick or SeatClick or SpeakerConfirmClick or GroupCheckInClick or ConsentClick or FeedbackClick or EndClick => Unusable, // for another session than the sealed one
            _ when !person.Roles.HasFlag(Roles.Coordinator) => new(new Refusal("ส่วนนี้สำหรับผู้ประสานงาน")),
            PlanClick c => await planning.Filled(person, c, ct, proof.Session),
            MoveClick c => await planning.Moved(person, c, ct),
            CancelClick c => await planning.Cancelled(person, c, ct),
            HoldClick c => await planning.Holding(person, c, ct),
            CommentsClick c when c.Session == proof.Session => await results.Read(person, c, ct),
            KpiClick c => await kpis.Filled(person, c, ct),
            ResendClick c => await deliveries.Again(c, ct),
            AppealedClick c when c.Session == proof.Session => await appeals.Decided(person, c, ct),
            WhoIsClick c when c.Session == proof.Session => await whoIs.Confirmed(person, c, ct),
            LinkClick c when c.Session == proof.Session => await rooms.Clicked(c, ct),
            FetchClick c when c.Session == proof.Session => await rooms.Clicked(c, ct),
            AppointClick c => await mentors.Filled(c, ct),
            CorrectClick c => await corrections.Filled(person, c, ct),
            ReviewClick c when c.Session == proof.Session => await reviews.Clicked(person, c, ct),
            _ => Unusable,
        };
    }

    static Message Unusable => new(new Refusal("การ์ดใบนี้ใช้ไม่ได้แล้ว", "พิมพ์ ตาราง เพื่อเปิดการ์ดใหม่"));
}
