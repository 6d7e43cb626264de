namespace ChuanKhuy.Core.Text;

/// <summary>What is wrong with an input, as a Thai sentence for people and an English one for the command line.</summary>
public sealed record Problem(string Thai, string English);
