using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ChuanKhuy.Core.Reports;

/// <summary>
/// An Office Open XML package, written part by part without holding it in memory. The same report gives the same bytes.
/// Source: ECMA-376, Part 2 (Open Packaging Conventions).
/// </summary>
sealed class OfficeFile(Stream to) : IDisposable
{
    /// <summary>The earliest time that a ZIP file can name.</summary>
    static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly ZipArchive zip = new(to, ZipArchiveMode.Create, leaveOpen: true);

    public void Part(string name, string xml)
    {
        using var stream = Open(name);
        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml));
    }

    public void Part(string name, Action<XmlWriter> write)
    {
        using var stream = Open(name);
        using var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), CheckCharacters = false });
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    /// <summary>The list of what the package holds: the type of each part by its name, and what the package itself points to.</summary>
    public void Contents(string main, params ReadOnlySpan<(string Part, string Type)> parts)
    {
        var types = new StringBuilder(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        foreach (var (part, type) in parts) types.Append("<Override PartName=\"/").Append(part).Append("\" ContentType=\"application/vnd.openxmlformats-officedocument.").Append(type).Append("+xml\"/>");
        Part("[Content_Types].xml", types.Append("</Types>").ToString());
        Links("_rels/.rels", ("officeDocument", main));
    }

    /// <summary>What a part points to: rId1, rId2, … in this order.</summary>
    public void Links(string name, params ReadOnlySpan<(string Type, string Target)> links)
    {
        var rels = new StringBuilder("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (var i = 0; i < links.Length; i++)
            rels.Append(System.Globalization.CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{links[i].Type}\" Target=\"{links[i].Target}\"/>");
        Part(name, rels.Append("</Relationships>").ToString());
    }

    /// <summary>A text as XML: escaped, without the controls that XML 1.0 does not have.</summary>
    public static string Text(string text) => System.Security.SecurityElement.Escape(Clean(text)) ?? "";

    /// <summary>Without the characters that XML 1.0 does not have, and without halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value > 0xFFFF || (rune.Value != 0xFFFD && XmlConvert.IsXmlChar((char)rune.Value))) clean.Append(rune);
        return clean.ToString();
    }

    public void Dispose() => zip.Dispose();

    Stream Open(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Fixed;
        return entry.Open();
    }
}
