using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.Mentors;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot;

/// <summary>An emergency: two people, a reason, and a note of every reading. The two of the question are told.</summary>
public sealed class GlassDesk(AskDesk desk)
{
    public async Task<Message> Request(Person by, string rest, CancellationToken ct)
    {
        var said = rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        return await desk.Request(said[0], by, ThaiText.Clean(said.Length > 1 ? said[1] : "", Glass.ReasonChars), ct) is AskOutcome.Refused refused
            ? new(new Refusal(refused.Because, "พิมพ์ ขอเปิดคำถาม ตามด้วยรหัสและเหตุผล"))
            : new(new Notice("ส่งคำขอแล้ว", $"เมื่อคนที่สองเห็นชอบภายใน 24 ชั่วโมง พิมพ์ อ่านคำถามที่เปิด {said[0]}", Tone.Info));
    }

    public async Task<Message> Agree(Person by, string rest, CancellationToken ct) => await desk.Agree(rest.Trim(), by, ct) is AskOutcome.Refused refused
        ? new(new Refusal(refused.Because))
        : new(new Notice("เห็นชอบแล้ว", "ผู้ขออ่านได้ 24 ชั่วโมง ระบบบันทึกทุกครั้งที่อ่าน และแจ้งทั้งสองคนของคำถามแล้ว", Tone.Info));

    public async Task<Message> Read(Person by, string rest, CancellationToken ct) => await desk.ReadOpened(rest.Trim(), by, ct) is { } lines
        ? new(new Notice("ข้อความที่เปิดในเหตุฉุกเฉิน", string.Join('\n', lines.Select(line => line.Text)), Tone.Warning))
        : new(new Refusal("ยังเปิดอ่านไม่ได้", "ต้องขอก่อน และมีคนที่สองเห็นชอบภายใน 24 ชั่วโมง"));
}
