using System.Text.RegularExpressions;

namespace ChuanKhuy.Tests.Channels;

/// <summary>What differs between platforms is the channels' own business.</summary>
public sealed partial class NeutralTests
{
    [Fact]
    public void Only_the_channels_name_a_platform()
    {
        var bot = Cards.Repository.File("bot");
        var files = Directory.EnumerateFiles(bot, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(bot, file).Split(Path.DirectorySeparatorChar)[0] is not ("Channels" or "Meetings" or "obj" or "bin")).ToList();
        Assert.True(files.Count > 20);
        foreach (var file in files)
            foreach (var line in File.ReadLines(file))
                Assert.False(Platform().IsMatch(Meeting().Replace(line, "")), $"{Path.GetFileName(file)}: {line.Trim()}");
    }

    [Theory]
    [InlineData("if (channel.Name == \"webex\")", true)]
    [InlineData("case TeamsChannel teams:", true)]
    [InlineData("if (channel is BrowserChannel)", true)]
    [InlineData("{ Meeting: MeetingKind.Webex } => \"ออนไลน์ทาง Webex\"", false)]
    public void The_search_finds_what_it_should(string line, bool found) => Assert.Equal(found, Platform().IsMatch(Meeting().Replace(line, "")));

    [GeneratedRegex("teams|webex|browser", RegexOptions.IgnoreCase)]
    private static partial Regex Platform();

    // Where a talk is held is another matter than where people are told of it.
    [GeneratedRegex("MeetingKind\\.\\w+|ออนไลน์ทาง \\w+")]
    private static partial Regex Meeting();
}
