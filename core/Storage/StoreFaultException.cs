namespace ChuanKhuy.Core.Storage;

/// <summary>The store cannot be used until a person does something: wrong path, no right to write, damaged, made by a newer version.</summary>
public sealed class StoreFaultException(string thai, string english, Exception? inner = null) : TroubleException(thai, english, inner)
{
    /// <summary>The English sentence, for the command line and the log.</summary>
    public string English => Message;
}
