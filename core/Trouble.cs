namespace ChuanKhuy.Core;

/// <summary>Something stands in the way that a person can mend. Both sentences are for people: Thai first, English beside it.</summary>
public class TroubleException(string thai, string english, Exception? inner = null) : Exception(english, inner)
{
    public string Thai => thai;
}
