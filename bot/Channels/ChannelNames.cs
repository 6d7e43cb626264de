using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Bot.Channels;

/// <summary>What people call the channels.</summary>
public static class ChannelNames
{
    static readonly (string Channel, string Shown, string[] Says)[] All =
    [
        ("teams", "Teams", ["teams", "ms teams", "ทีม", "ทีมส์", "ไมโครซอฟท์ทีมส์"]),
        ("webex", "Webex", ["webex", "เว็บเอ็กซ์", "เว็บเอกซ์"]),
        ("browser", "เว็บ", ["เว็บ", "web", "หน้าเว็บ", "เว็บไซต์", "เบราว์เซอร์"]),
    ];

    /// <summary>As people read it.</summary>
    public static string Shown(IChannel channel) => All.FirstOrDefault(name => name.Channel == channel.Name).Shown ?? channel.Name;

    /// <summary>The channel that is meant, and how it is written; null when none is.</summary>
    public static (string Channel, string Shown)? Find(string text)
    {
        var said = ThaiText.Normalise(text);
        var found = All.FirstOrDefault(name => name.Says.Any(form => ThaiText.Normalise(form) == said));
        return found.Channel is null ? null : (found.Channel, found.Shown);
    }
}
