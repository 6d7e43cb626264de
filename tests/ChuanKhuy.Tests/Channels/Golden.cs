using ChuanKhuy.Tests.Cards;

namespace ChuanKhuy.Tests.Channels;

/// <summary>A text that is kept beside the test: what differs from it is a change to look at. `UPDATE_GOLDEN=1` writes it anew.</summary>
static class Golden
{
    public static void Matches(string name, string text)
    {
        var file = Repository.File("tests", "ChuanKhuy.Tests", "Channels", name);
        text = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", text);
    }
}
