using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// What Azure refuses and its emulator (or another store) would forgive, refused alike by all three stores.
/// Sources: Microsoft Learn, "Understanding the Table service data model" (sizes, names, characters), "Performing entity group transactions"
/// (100 entities, 4 MiB), "Put Message" (text is XML), "Naming and referencing containers, blobs".
/// </summary>
public static class Guard
{
    /// <summary>A column with this ending holds nested JSON on Azure; two underscores are therefore ours in every property name.</summary>
    internal const string JsonSuffix = "__json";

    const int RequestOverhead = 1024; // headers of one part of a transaction
    static readonly string[] systemNames = ["PartitionKey", "RowKey", "Timestamp"];

    /// <exception cref="ArgumentException">The transaction could not be stored on Azure.</exception>
    public static void Commit(string table, string partition, IReadOnlyList<Change> changes)
    {
        Table(table);
        Key(partition);
        if (changes.Count > Limits.Transaction) throw Refused($"A transaction of {changes.Count} changes is over {Limits.Transaction}.");
        var keys = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        long bytes = 0;
        foreach (var change in changes)
        {
            Key(change.Key);
            if (!keys.Add(change.Key)) throw Refused($"The key '{change.Key}' is changed twice in one transaction.");
            if (change is Change.Replace { ETag: var a } && !IsETag(a) || change is Change.Delete { ETag: var b } && !IsETag(b))
                throw Refused($"The change of '{change.Key}' needs the ETag of the row that was read.");
            var body = change switch { Change.Insert c => c.Body, Change.Replace c => c.Body, Change.Put c => c.Body, _ => default };
            if (change is not Change.Delete) Body(partition, change.Key, body.Span);
            bytes += body.Length + RequestOverhead;
        }
        if (bytes > Limits.TransactionBytes) throw Refused($"A transaction of {bytes} bytes is over {Limits.TransactionBytes}.");
    }

    /// <exception cref="ArgumentException">One of them could meet a conflict.</exception>
    public static void Pointers(IReadOnlyList<Transaction> pointers)
    {
        foreach (var pointer in pointers)
            foreach (var change in pointer.Changes) if (change is not Change.Put) throw Refused($"The pointer '{change.Key}' must be a put.");
    }

    /// <summary>Whether a row can have this partition or key at all. Texts that people typed may be asked for; they are just not there.</summary>
    public static bool CanBeKey(string text)
    {
        if (text.Length > Limits.KeyChars) return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c)) return false;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(c)) return false;
        }
        return true;
    }

    /// <exception cref="ArgumentException">No table of this name can be on Azure (3 to 63 letters and digits, a letter first).</exception>
    public static void Table(string name)
    {
        if (name.Length is < 3 or > 63 || !char.IsAsciiLetter(name[0]) || !name.All(char.IsAsciiLetterOrDigit)) throw Refused($"'{name}' is no name of a table.");
    }

    /// <exception cref="ArgumentException">No queue of this name can be on Azure (3 to 63 small letters, digits and single inner hyphens).</exception>
    public static void Queue(string name)
    {
        var fits = name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);
        if (!fits) throw Refused($"'{name}' is no name of a queue.");
    }

    /// <exception cref="ArgumentException">The message could not be sent on Azure as plain text.</exception>
    public static void Message(string queue, string text, TimeSpan delay)
    {
        Queue(queue);
        if (string.IsNullOrWhiteSpace(text)) throw Refused("A message needs a text.");
        if (!IsPlain(text)) throw Refused("A message holds a character that XML cannot carry.");
        if (Encoding.UTF8.GetByteCount(text) > Limits.MessageBytes) throw Refused($"A message is over {Limits.MessageBytes} bytes.");
        if (delay < TimeSpan.Zero || delay > Limits.LongestLease) throw Refused("The delay of a message is from none to 7 days.");
    }

    /// <exception cref="ArgumentException">Azure would not lease so many messages, or not for so long.</exception>
    public static void Receive(string queue, int max, TimeSpan lease)
    {
        Queue(queue);
        if (max is < 1 or > Limits.Messages) throw Refused($"From 1 to {Limits.Messages} messages are received at once.");
        if (lease < Limits.ShortestLease || lease > Limits.LongestLease) throw Refused("A lease is from 1 second to 7 days.");
    }

    /// <exception cref="ArgumentException">No blob of this name can be on Azure, or its name would not come back as it was.</exception>
    public static void Blob(string name)
    {
        var fits = name.Length is >= 1 and <= 1024 && !name.Any(c => char.IsControl(c) || c == '\\') && name[^1] != '.' && IsPlain(name)
            && name.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
        if (!fits) throw Refused($"'{name}' is no name of a blob.");
    }

    internal static void Page(int max) => ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);

    static void Key(string key)
    {
        if (!CanBeKey(key)) throw Refused($"'{key}' is no key: over {Limits.KeyChars} characters, or one of them is forbidden.");
    }

    // '*' would mean "whatever is there" on Azure; conditions are never dropped by accident.
    static bool IsETag(string etag) => etag.Length > 0 && etag != "*";

    static void Body(string partition, string key, ReadOnlySpan<byte> body)
    {
        try
        {
            if (!Utf8.IsValid(body)) throw Refused($"The body of '{key}' is not UTF-8.");
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Refused($"The body of '{key}' is no JSON object.");
            var size = 4L + 2 * (partition.Length + key.Length);
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!IsPropertyName(name)) throw Refused($"'{name}' of '{key}' is no name of a column.");
                if (!names.Add(name)) throw Refused($"The body of '{key}' has '{name}' twice.");
                reader.Read();
                var chars = ValueChars(ref reader, body);
                if (chars > Limits.PropertyChars) throw Refused($"'{name}' of '{key}' has {chars} characters, over {Limits.PropertyChars}.");
                size += 8 + 2 * (name.Length + JsonSuffix.Length) + 4 + 2 * chars;
            }
            if (names.Count > Limits.Properties) throw Refused($"The body of '{key}' has {names.Count} properties, over {Limits.Properties}.");
            if (size > Limits.EntityBytes) throw Refused($"The row '{key}' has {size} bytes, over {Limits.EntityBytes}.");
            if (reader.Read()) throw Refused($"The body of '{key}' goes on after its object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            throw new ArgumentException($"The body of '{key}' is no JSON object.", e);
        }
    }

    // How many characters the value takes as a string column, which is what Azure counts at most.
    static int ValueChars(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.ValueIsEscaped ? reader.GetString()!.Length : Encoding.UTF8.GetCharCount(reader.ValueSpan);
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetCharCount(body[start..(int)reader.BytesConsumed]);
    }

    static bool IsPropertyName(string name) =>
        name.Length is > 0 and <= Limits.PropertyNameChars && (char.IsLetter(name[0]) || name[0] == '_') && name.All(IsNameCharacter)
        && !name.Contains("__", StringComparison.Ordinal) && !systemNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    // As in C#; the marks are what Thai vowels and tones are.
    static bool IsNameCharacter(char c) =>
        char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Tab and line feed come back from XML as they were; a carriage return does not.
    static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] is < ' ' and not ('\t' or '\n') or >= '\uFFFE' || char.IsSurrogate(text[i])) return false;
        }
        return true;
    }

    static ArgumentException Refused(string message) => new(message);
}
