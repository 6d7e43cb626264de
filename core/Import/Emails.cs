namespace ChuanKhuy.Core.Import;

/// <summary>Addresses as offices have them: no quoting, no comments, an ASCII domain with a dot.</summary>
public static class Emails
{
    const int Longest = 254;

    public static bool Valid(string text)
    {
        if (text.Length is 0 or > Longest || text.Any(c => c is <= ' ' or > '~' or '<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']')) return false;
        return text.Split('@') is [{ Length: > 0 and <= 64 } name, { Length: > 2 } domain] && Dotted(name) && Dotted(domain) && domain.Contains('.', StringComparison.Ordinal)
            && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && domain.Split('.').All(part => part[0] != '-' && part[^1] != '-');
    }

    static bool Dotted(string text) => !text.StartsWith('.') && !text.EndsWith('.') && !text.Contains("..", StringComparison.Ordinal);
}
