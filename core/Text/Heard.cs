namespace ChuanKhuy.Core.Text;

/// <summary>What was made of something that a person said. The sentences are Thai and can be shown as they are.</summary>
public abstract record Heard<T>
{
    public sealed record Found(T Value) : Heard<T>;

    /// <summary>It can mean two things: the question asks which.</summary>
    public sealed record Ambiguous(string Question) : Heard<T>;

    public sealed record NotUnderstood(string Because) : Heard<T>;
}
