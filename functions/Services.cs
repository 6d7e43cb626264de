using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Bot.Channels.Teams;
using ChuanKhuy.Bot.Meetings;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Attendance;
using ChuanKhuy.Core.Audit;
using ChuanKhuy.Core.Feedback;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.Meetings;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Privacy;
using ChuanKhuy.Core.Reports;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Core.Topics;

namespace ChuanKhuy.Functions;

/// <summary>The parts of the product and how they are put together, the same for both hosts, the commands and the tests.</summary>
public static class Services
{
    /// <param name="store">Stays the caller's to close.</param>
    public static IServiceCollection AddChuanKhuy(this IServiceCollection services, Store store, TimeProvider time, Dice dice)
    {
        services.AddSingleton(store).AddSingleton(store.Tables).AddSingleton(store.Queues).AddSingleton(store.Blobs);
        services.AddSingleton(time).AddSingleton(dice);
        foreach (var part in Parts) services.AddSingleton(part);
        services.AddSingleton(OfficeSettings.From);
        services.AddSingleton(provider => provider.GetRequiredService<OfficeSettings>().Scale);
        services.AddSingleton(provider => provider.GetRequiredService<OfficeSettings>().Calendar(provider.GetRequiredService<HolidayStore>()));
        services.AddSingleton(provider => MentorSetting.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new Says(provider.GetRequiredService<OfficeCalendar>(), provider.GetRequiredService<OfficeSettings>().BaseUrl));
        services.AddSingleton(provider => new SignInLinks(provider.GetRequiredService<SignInStore>(), provider.GetRequiredService<OfficeSettings>().BaseUrl));
        services.AddSingleton(provider => new ErasureList(provider.GetRequiredService<ITables>(), provider.GetService<OpenStore>()?.Folder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => RetentionReader.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new KnowledgeForm(
            provider.GetRequiredService<SessionStore>(), provider.GetRequiredService<RosterStore>(), provider.GetRequiredService<UnitStore>(), provider.GetRequiredService<OfficeCalendar>(),
            provider.GetRequiredService<IConfiguration>()["Library:Form"] is { Length: > 0 } form ? form : null));
        services.AddSingleton(provider =>
            TeamsSettings.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton<IRoutes>(provider => new Router(provider.GetRequiredService<ContactStore>(), provider.GetRequiredService<Channels>().Reaches));
        services.AddSingleton(provider => provider.GetRequiredService<Channels>().All);
        services.AddSingleton(provider => provider.GetRequiredService<MeetingPlatforms>().All);
        services.AddSingleton<IReadOnlyList<Sender>>(provider =>
            [.. provider.GetRequiredService<IReadOnlyList<IChannel>>().Select(channel => ActivatorUtilities.CreateInstance<Sender>(provider, channel))]);
        return services;
    }

    static readonly Type[] Parts =
    [
        // core
        typeof(AuditLog), typeof(Eraser), typeof(PersonExport), typeof(Retention),
        typeof(MarkStore), typeof(KeyStore), typeof(LeaseStore), typeof(PulseStore), typeof(UnitStore), typeof(RosterStore),
        typeof(ContactStore), typeof(SignedNames), typeof(CalendarLinks), typeof(SpeakerLinks), typeof(SignInStore), typeof(HolidayStore), typeof(SessionStore), typeof(WorkStore), typeof(Upcoming),
        typeof(DeliveryStore), typeof(Decisions), typeof(Expander), typeof(Reinvite), typeof(Resend), typeof(Ticker), typeof(Planner), typeof(SeatReader), typeof(SeatGroup), typeof(SeatDesk), typeof(SpeakerDesk),
        typeof(RosterImport), typeof(UnitImport), typeof(PlanImport), typeof(CheckInDesk), typeof(FeedbackStore), typeof(SummaryStore), typeof(KnowledgeStore), typeof(Library), typeof(LibraryImport), typeof(ConsentStore), typeof(ReaderStore), typeof(MissStore), typeof(Drafting), typeof(Reviewing), typeof(WeeklyTip), typeof(KpiStore), typeof(Reporting), typeof(Evaluations), typeof(CommentDesk), typeof(MeetingDesk), typeof(AppealDesk), typeof(Learning), typeof(RoomStore),
        typeof(MentorStore), typeof(AskStore), typeof(AskDesk), typeof(SurveyDesk), typeof(MentorImport),
        typeof(TopicStore), typeof(TopicDesk), typeof(BlockedDays), typeof(YearPlanning), typeof(EvaluationRhythm), typeof(RhythmReports),
        // bot
        typeof(Sealer), typeof(ChatStore), typeof(BrowserChannel), typeof(Channels), typeof(SeatSays), typeof(SessionCards), typeof(SpeakerCards), typeof(SpeakerForm),
        typeof(Messages), typeof(DeliveryDesk), typeof(BoardStore), typeof(NoticeBoard), typeof(Courier), typeof(InboxStore), typeof(Inbox), typeof(Invites),
        typeof(TeamsHttp), typeof(OpenIdKeys), typeof(TeamsTokens), typeof(BotToken), typeof(TeamsPace), typeof(ConnectorClient), typeof(TeamsPeople), typeof(TeamsChannel),
        typeof(CheckIns), typeof(CorrectionDesk), typeof(FeedbackForm), typeof(PlanDesk), typeof(Timetable), typeof(ReportDesk), typeof(LibraryDesk), typeof(ReviewDesk), typeof(ConsentDesk), typeof(TipDesk), typeof(ChannelDesk), typeof(FeedbackResults), typeof(KpiDesk), typeof(EvaluationDesk), typeof(AppealCards), typeof(AppealForms), typeof(WhoIsDesk), typeof(HoursDesk),
        typeof(AskCards), typeof(AskForms), typeof(SurveyForms), typeof(MentorDesk), typeof(GlassDesk), typeof(TopicForms), typeof(YearDesk),
        typeof(RoomKeeper), typeof(RoomDesk), typeof(Words), typeof(Conversation),
        // functions
        typeof(MeetingPlatforms), typeof(DeskGuard), typeof(Desk), typeof(Web), typeof(ChannelDoor), typeof(TeamsDoor), typeof(WebexDoor), typeof(KeepWarm), typeof(Tick), typeof(Outbox),
        typeof(Views), typeof(SignInCookies), typeof(FormGuard), typeof(SignInGate), typeof(Doors), typeof(Throttle), typeof(SessionFacts), typeof(WebCards), typeof(Today),
        typeof(SessionsPage), typeof(SessionDesk), typeof(PeoplePage), typeof(SlipPage), typeof(PersonData), typeof(FeedbackPage), typeof(ReportsPage), typeof(AuditPage), typeof(SettingsPage), typeof(MyData),
        typeof(Home), typeof(MePage), typeof(SessionPage), typeof(JoinPage), typeof(CalendarFile), typeof(CalendarPage), typeof(CheckInPage), typeof(SpeakerPage), typeof(SignInPage), typeof(LibraryPage), typeof(LibraryReader), typeof(LibraryDrafts), typeof(LibraryEdit), typeof(CertificatePage), typeof(Doctor), typeof(DoctorPage),
    ];
}
