using System.Text;
using ChuanKhuy.Core.Text;

namespace ChuanKhuy.Core.Knowledge;

/// <summary>
/// A text as the search compares it: no spaces, dots and tone marks, letters of one sound as one letter, doubled letters once, figures as
/// they are read aloud (280,000 and สองแสนแปดหมื่น are the same). <see cref="At"/> leads back to the text, for highlighting.
/// </summary>
sealed record Folded(string Text, IReadOnlyList<int> At)
{
    static readonly string[] Digits = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
    static readonly string[] Places = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน", "ล้าน"];

    /// <param name="text">As it is shown; not normalised yet.</param>
    public static Folded Of(string text)
    {
        var (made, at) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            var c = Plain(text, i);
            if (c is >= '0' and <= '9')
            {
                var (number, end) = Number(text, i);
                foreach (var letter in Read(number)) Add(letter, i);
                i = end - 1;
            }
            else if (Am(text, i) is var end and >= 0)
            {
                Add('ำ', i);
                i = end;
            }
            else if (c == 'เ' && i + 1 < text.Length && text[i + 1] == 'เ') Add('แ', i++);
            else if (c is not '\0') Add(c, i);
        }
        return new(made.ToString(), at);

        void Add(char c, int from)
        {
            var same = Sound(c);
            if (same == '\0' || (made.Length > 0 && made[^1] == same)) return;
            made.Append(same);
            at.Add(from);
        }
    }

    /// <summary>Where a SARA AM typed in two parts (nikhahit, perhaps a tone, SARA AA) ends; -1 when there is none.</summary>
    static int Am(string text, int i)
    {
        if (text[i] != '\u0E4D') return -1;
        if (i + 1 < text.Length && text[i + 1] == 'า') return i + 1;
        return i + 2 < text.Length && text[i + 1] is >= '\u0E48' and <= '\u0E4B' && text[i + 2] == 'า' ? i + 2 : -1;
    }

    static char Plain(string text, int i) => text[i] switch
    {
        >= '๐' and <= '๙' => (char)('0' + (text[i] - '๐')),
        >= 'ก' and <= '\u0E4E' and not 'ฯ' and not 'ๆ' => text[i],
        var c when char.IsLetterOrDigit(c) => char.ToLowerInvariant(c),
        _ => '\0',
    };

    /// <summary>Digits with their thousands separators.</summary>
    static (string Number, int End) Number(string text, int i)
    {
        var number = new StringBuilder();
        for (; i < text.Length; i++)
        {
            if (Plain(text, i) is >= '0' and <= '9' and var digit) number.Append(digit);
            else if (text[i] != ',' || i + 3 >= text.Length || !Enumerable.Range(1, 3).All(k => Plain(text, i + k) is >= '0' and <= '9')) break;
        }
        return (number.ToString(), i);
    }

    /// <summary>As it is read aloud; a long number or one that begins with nought, digit by digit.</summary>
    static string Read(string number)
    {
        if (number.Length > Places.Length || (number[0] == '0' && number.Length > 1)) return string.Concat(number.Select(digit => Digits[digit - '0']));
        var said = new StringBuilder();
        for (var i = 0; i < number.Length; i++)
        {
            var (digit, place) = (number[i] - '0', number.Length - 1 - i);
            if (digit == 0 && number.Length > 1) continue;
            said.Append((digit, place) switch
            {
                (1, 1) => "",
                (2, 1) => "ยี่",
                (1, 0) when number.Length > 1 => "เอ็ด",
                _ => Digits[digit],
            }).Append(Places[place]);
        }
        return said.ToString();
    }

    static char Sound(char c) => c switch
    {
        >= '\u0E47' and <= '\u0E4E' => '\0',
        _ => ThaiSound.Of(c),
    };
}
