using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Cards;
using ChuanKhuy.Core.People;

namespace ChuanKhuy.Bot;

/// <summary>"ส่งทาง …": where a person wants their messages. One person gets one message, on one channel.</summary>
public sealed class ChannelDesk(IReadOnlyList<IChannel> channels, ContactStore contacts)
{
    /// <summary>Whether there is anything to choose.</summary>
    public bool Any => channels.Count > 1;

    /// <summary>How the word is shown in the help.</summary>
    public string Example => $"ส่งทาง {ChannelNames.Shown(channels[0])}";

    /// <summary>What a page offers: how each channel is called, and whether the person asked for it.</summary>
    public async Task<IReadOnlyList<(string Shown, bool Chosen)>> Choices(Person person, CancellationToken ct)
    {
        var wish = (await contacts.Load(ct)).Of(person.Id);
        return [.. channels.Select(channel => (ChannelNames.Shown(channel), (wish.Chosen ?? wish.Used) == channel.Name))];
    }

    public async Task<Message> Said(Person person, string rest, CancellationToken ct)
    {
        if (ChannelNames.Find(rest) is not var (wanted, shown))
            return Say("อยากรับข้อความทางไหน", $"พิมพ์ {string.Join(" หรือ ", channels.Select(channel => $"ส่งทาง {ChannelNames.Shown(channel)}"))}", Tone.Info);
        if (channels.FirstOrDefault(channel => channel.Name == wanted) is not { } channel) return Say($"ส่งทาง {shown} ไม่ได้", $"สำนักงานนี้ยังไม่ได้ใช้ {shown}", Tone.Warning);
        var known = (await contacts.Load(ct)).Find(channel.Name, person.Id);
        if (known is { Lost: { } lost }) return Say($"ส่งทาง {shown} ไม่ถึง", $"{lost} ทักชวนคุยใน {shown} ก่อน แล้วพิมพ์คำนี้อีกครั้ง", Tone.Warning);
        if (known is null && !channel.Meets(person)) return Say($"ส่งทาง {shown} ยังไม่ได้", $"ทักชวนคุยใน {shown} ก่อน แล้วพิมพ์คำนี้อีกครั้ง", Tone.Warning);
        await contacts.Choose(person.Id, channel.Name, ct);
        return Say($"จะส่งทาง {shown}", $"ข้อความต่อจากนี้จะถึงคุณทาง {shown} ที่เดียว เปลี่ยนได้ทุกเมื่อ", Tone.Good);
    }

    static Message Say(string title, string text, Tone tone) => new(new Notice(title, text, tone));
}
