using System.Net;
using System.Text.RegularExpressions;

namespace ChuanKhuy.Bot.Channels;

/// <summary>In a group room the bot hears only what mentions it; its own name is no part of what was said.</summary>
static partial class WebexMention
{
    public static string Strip(WebexMessage message, WebexPerson me)
    {
        var text = message.Text ?? "";
        var called = Mentions().Matches(message.Html ?? "").Where(m => m.Groups["id"].Value == me.Id).Select(m => WebUtility.HtmlDecode(m.Groups["name"].Value));
        foreach (var name in called.Append(me.DisplayName ?? "").Where(name => name.Length > 0))
            if (text.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at) return $"{text[..at]} {text[(at + name.Length)..]}".Trim();
        return text;
    }

    [GeneratedRegex("<spark-mention[^>]*data-object-id=\"(?<id>[^\"]*)\"[^>]*>(?<name>[^<]*)</spark-mention>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mentions();
}
