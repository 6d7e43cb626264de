namespace ChuanKhuy.Core.Storage;

/// <summary>The store cannot be used until a person does something: wrong path, no right to write, damaged, made by a newer version.</summary>
public sealed class StoreFaultException(string thai, string english, Exception? inner = null) : Exception($"{thai} · {english}", inner)
{
    /// <summary>One sentence for people.</summary>
    public string Thai => thai;

    /// <summary>The same in English, for the command line and the log.</summary>
    public string English => english;
}
