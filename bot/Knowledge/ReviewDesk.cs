using System.Globalization;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Knowledge;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>"ตรวจองค์ความรู้": what waits for this reviewer, one after the other. What needs an answer first is let out on the page.</summary>
public sealed class ReviewDesk(Reviewing reviewing, RosterStore rosters, Says says, TimeProvider time)
{
    const int NoteChars = 300;

    public Task<Message> Said(Person person, CancellationToken ct) => Next(person, null, ct);

    public async Task<Message> Clicked(Person person, ReviewClick click, CancellationToken ct)
    {
        var note = ThaiText.Clean(click.Note ?? "", NoteChars);
        if (!click.Publish && note.Length == 0) return await Next(person, "บอกเพื่อนร่วมงานสักนิดว่าควรแก้ตรงไหน แล้วกดส่งกลับอีกครั้ง", ct);
        var outcome = click.Publish
            ? await reviewing.Publish(click.Session, click.Revision, person.Id, new(), ct)
            : await reviewing.Change(click.Session, click.Revision, item => Task.FromResult(Review.Return(item, time.GetUtcNow(), note)), ct);
        return await Next(person, outcome is Reviewed.Refused refused ? refused.Because : click.Publish ? "เผยแพร่แล้ว ขอบคุณ" : "ส่งกลับให้แก้แล้ว", ct);
    }

    async Task<Message> Next(Person person, string? note, CancellationToken ct)
    {
        var waiting = await reviewing.Waiting(person.Id, ct);
        if (waiting.Count == 0)
            return new(new Notice(note ?? "ไม่มีเรื่องรอตรวจ", note is null ? "เรื่องที่คุณเขียนเอง ต้องให้เพื่อนร่วมงานอีกคนตรวจ" : "ไม่มีเรื่องรอคุณตรวจแล้ว", Tone.Good, "เปิดหน้าเว็บ", $"{says.BaseUrl}/library/desk"));
        var (item, checks) = (waiting[0], await reviewing.Look(waiting[0], ct));
        var author = (await rosters.Load(ct)).Find(item.Author)?.Name ?? item.Author;
        return new(
            new ReviewItem(
                item.Id, item.Revision, item.Working.Title, string.Create(CultureInfo.InvariantCulture, $"{item.Working.Category.Thai()} · {item.Working.Format.Thai()} · อ่าน {item.Working.Minutes:0.#} นาที"),
                $"เขียนโดย {author} · ที่มา {item.Source}", item.Working.Body, $"{says.BaseUrl}/library/{item.Id}/edit", Doubts(checks), note, waiting.Count - 1),
            item.Id);
    }

    static IReadOnlyList<string> Doubts(Checks checks) =>
    [
        .. checks.Private.Count > 0 ? [$"พบข้อมูลส่วนบุคคล: {string.Join(", ", checks.Private.Take(3))}"] : Array.Empty<string>(),
        .. checks.Twins.Take(1).Select(twin => $"คล้ายเรื่องที่มีอยู่: {twin.Released!.Title}"),
        .. checks.Silent.Count > 0 ? [$"ยังไม่ยินยอม: {string.Join(", ", checks.Silent.Take(3))}"] : Array.Empty<string>(),
    ];
}
