using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ChuanKhuy.Core.Import;

namespace ChuanKhuy.Core.Privacy;

/// <summary>A person in a stored file.</summary>
public abstract record FileTrace
{
    public sealed record None : FileTrace;

    /// <summary>The file without the person, in the encoding it came in.</summary>
    public sealed record Replaced(byte[] Bytes) : FileTrace;

    /// <summary>The person is in it, but it is no text: an Office file, a PDF, a picture with words beside it. Somebody has to look.</summary>
    public sealed record Fixed : FileTrace;
}

/// <summary>Looks for a person in transcripts, reports and attachments. Pictures, and PDFs that pack their text, cannot be read here.</summary>
public static partial class SourceText
{
    const long MostUnpacked = 50 * 1024 * 1024;

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag { get; }

    public static FileTrace Look(byte[] file, Traces traces)
    {
        if (Letters.Read(file) is FileOutcome<string>.Taken(var text))
            return PersonalRows.Replace(text.TrimStart('\uFEFF'), traces) is { } without ? new FileTrace.Replaced(Letters.Like(file, without)) : new FileTrace.None();
        if (traces.In(Encoding.UTF8.GetString(file)) || traces.In(Encoding.Unicode.GetString(file)) || file is [(byte)'P', (byte)'K', ..] && InPackage(file, traces)) return new FileTrace.Fixed();
        return new FileTrace.None();
    }

    static bool InPackage(byte[] file, Traces traces)
    {
        try
        {
            using var package = new ZipArchive(new MemoryStream(file, writable: false));
            var left = MostUnpacked;
            foreach (var part in package.Entries.Where(part => part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                using var content = part.Open();
                var bytes = new byte[(int)Math.Min(left, Math.Max(part.Length, 0))];
                left -= content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                // A name may be cut by the marks of a format.
                if (traces.In(Tag.Replace(Encoding.UTF8.GetString(bytes), ""))) return true;
            }
        }
        catch (InvalidDataException)
        {
            // Not a package after all.
        }
        return false;
    }
}
