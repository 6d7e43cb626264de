using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChuanKhuy.Core;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Server;
using ChuanKhuy.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Tests.Teams;

/// <summary>
/// The app package for Teams, held against what is published about its schema (learn.microsoft.com, "App manifest schema", version 1.23): the fields that
/// must be there, how long texts may be, how many commands there may be, and the form of the icons.
/// </summary>
public sealed partial class PackageTests : IAsyncLifetime
{
    readonly Dictionary<string, byte[]> parts = new(StringComparer.Ordinal);
    JsonElement manifest;

    public async Task InitializeAsync()
    {
        using var folder = new Folder();
        await using var installation = await Installation.Open(new Where(folder.File("data"), "http://127.0.0.1:0"), Office.Ct, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.None);
            builder.Configuration["Teams:AppId"] = FakeTeams.App;
            builder.Configuration["Web:BaseUrl"] = "https://talk.example.go.th/";
        });
        TeamsPackageCommand.Write(installation, new(folder.File("teams.zip")));
        await using var zip = await ZipFile.OpenReadAsync(folder.File("teams.zip"));
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(bytes);
            parts[entry.FullName] = bytes.ToArray();
        }
        manifest = JsonDocument.Parse(parts["manifest.json"]).RootElement;
    }

    [Theory]
    [InlineData("Teams:AppId", "")]
    [InlineData("Teams:AppId", "bot")]
    [InlineData("Web:BaseUrl", "http://localhost:7071")]
    public async Task Without_the_settings_there_is_no_package(string key, string value)
    {
        using var folder = new Folder();
        await using var installation = await Installation.Open(new Where(folder.File("data"), "http://127.0.0.1:0"), Office.Ct, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.None);
            (builder.Configuration["Teams:AppId"], builder.Configuration["Web:BaseUrl"], builder.Configuration[key]) = (FakeTeams.App, "https://talk.example.go.th", value);
        });
        Assert.Contains(key, Assert.Throws<TroubleException>((Action)(() => TeamsPackageCommand.Write(installation, new(folder.File("x.zip"))))).Message, StringComparison.Ordinal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void The_package_holds_what_the_manifest_names_and_nothing_else() =>
        Assert.Equal(["color.png", "en.json", "manifest.json", "outline.png"], parts.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_manifest_has_every_field_that_must_be_there_within_its_length()
    {
        Assert.Equal("https://developer.microsoft.com/json-schemas/teams/v1.23/MicrosoftTeams.schema.json", Text("$schema"));
        Assert.Equal(("1.23", FakeTeams.App), (Text("manifestVersion"), Text("id")));
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", Text("version"));
        foreach (var (path, most) in new[]
        {
            ("developer.name", 32), ("name.short", 30), ("name.full", 100), ("description.short", 80), ("description.full", 4000),
            ("developer.websiteUrl", 2048), ("developer.privacyUrl", 2048), ("developer.termsOfUseUrl", 2048),
        })
            Assert.InRange(Text(path).Length, 1, most);
        foreach (var path in new[] { "developer.websiteUrl", "developer.privacyUrl", "developer.termsOfUseUrl" }) Assert.Equal("https://talk.example.go.th", Text(path));
        Assert.Matches("^#[0-9a-fA-F]{6}$", Text("accentColor"));
        Assert.Equal(["talk.example.go.th"], manifest.GetProperty("validDomains").EnumerateArray().Select(d => d.GetString()));
        Assert.DoesNotContain("{{", Encoding.UTF8.GetString(parts["manifest.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bot_is_offered_everywhere_with_words_that_the_chat_understands()
    {
        var bot = Assert.Single(manifest.GetProperty("bots").EnumerateArray());
        Assert.Equal(FakeTeams.App, bot.GetProperty("botId").GetString());
        Assert.Equal(["groupChat", "personal", "team"], bot.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()!).Order(StringComparer.Ordinal));
        var lists = bot.GetProperty("commandLists").EnumerateArray().ToList();
        Assert.InRange(lists.Count, 1, 3);
        foreach (var list in lists)
        {
            var commands = list.GetProperty("commands").EnumerateArray().ToList();
            Assert.InRange(commands.Count, 1, 10);
            foreach (var command in commands)
            {
                Assert.InRange(command.GetProperty("title").GetString()!.Length, 1, 32);
                Assert.InRange(command.GetProperty("description").GetString()!.Length, 1, 128);
            }
        }
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("en.json")]
    public async Task Every_command_of_the_menu_is_a_word_of_the_bot(string file)
    {
        await using var office = await Office.Open();
        foreach (Match title in Title().Matches(Encoding.UTF8.GetString(parts[file])))
        {
            var answer = await office.Say("somchai", title.Groups[1].Value);
            Assert.False(answer.Card is ChuanKhuy.Cards.Help && title.Groups[1].Value is not ("ช่วยเหลือ" or "help"), title.Value);
        }
    }

    [Fact]
    public void The_English_texts_stand_for_texts_that_are_there()
    {
        var english = JsonDocument.Parse(parts["en.json"]).RootElement;
        var count = 0;
        foreach (var text in english.EnumerateObject().Where(p => p.Name != "$schema"))
        {
            var at = manifest;
            foreach (var step in text.Name.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
                at = int.TryParse(step, out var place) ? at[place] : at.GetProperty(step);
            Assert.Equal(JsonValueKind.String, at.ValueKind);
            count++;
        }
        Assert.Equal(4 + (2 * 7), count);
        Assert.Equal("en.json", manifest.GetProperty("localizationInfo").GetProperty("additionalLanguages")[0].GetProperty("file").GetString());
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void The_icons_have_their_size(string file, int side)
    {
        Assert.Equal(file, manifest.GetProperty("icons").GetProperty(file[..^4]).GetString());
        var png = parts[file];
        Assert.Equal(0x89504E47u, BinaryPrimitives.ReadUInt32BigEndian(png));
        Assert.Equal((side, side), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    string Text(string path) => path.Split('.').Aggregate(manifest, (at, step) => at.GetProperty(step)).GetString()!;

    [GeneratedRegex("title\": \"([^\"]+)\"")]
    private static partial Regex Title();
}
