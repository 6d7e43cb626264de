namespace ChuanKhuy.Core.Privacy;

/// <summary>How many days things are kept that nobody needs for ever.</summary>
/// <param name="Parked">What a platform said and we could not answer, since it came.</param>
/// <param name="Chat">Lines of the browser's chat, since they were written.</param>
/// <param name="Sources">Transcripts since their last item changed, and reports of meetings since the session ended, as files. What was made from them stays.</param>
/// <param name="Misses">What was looked for in vain, since it last was.</param>
public sealed record RetentionSettings(int Parked = 30, int Chat = 365, int Sources = 365, int Misses = 365);
