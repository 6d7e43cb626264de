namespace ChuanKhuy.Functions.Commands;

/// <summary>Shows on a terminal how far long work has come; says nothing in a pipe.</summary>
sealed class Progress(string what)
{
    readonly bool shows = !Console.IsErrorRedirected;
    int last = -1;

    /// <summary>Where nobody knows how much there is.</summary>
    public void At(int done)
    {
        if (shows) Console.Error.Write($"\r{what} {done}");
    }

    public void At(int done, int all)
    {
        var percent = all == 0 ? 100 : (int)(100L * done / all);
        if (!shows || percent == last) return;
        last = percent;
        Console.Error.Write($"\r{what} {done}/{all} ({percent}%)");
        if (done >= all) Console.Error.WriteLine();
    }
}
