using System.Diagnostics;
using System.Text.Json.Nodes;
using ChuanKhuy.Cards;

namespace ChuanKhuy.Tests.Cards;

/// <summary>Our binder against Microsoft's `adaptivecards-templating`.</summary>
public sealed class TemplatingTests
{
    const string Reference = """
        const { Template } = require("adaptivecards-templating");
        let given = "";
        process.stdin.setEncoding("utf8").on("data", part => given += part).on("end", () =>
          process.stdout.write(JSON.stringify(JSON.parse(given).map(({ template, data }) => new Template(template).expand({ $root: data })))));
        """;

    [Fact]
    public async Task Every_card_is_bound_as_the_reference_binds_it_whatever_is_in_it()
    {
        var cards = Deck.Samples.SelectMany(sample => (IEnumerable<(string Name, ICard Card)>)
        [
            (sample.Key, sample.Value), ($"{sample.Key}, bare", Deck.Bare(sample.Value)), ($"{sample.Key}, full", Deck.Full(sample.Value)),
            .. Deck.Hostile.Select(text => ($"{sample.Key} with {text[..Math.Min(20, text.Length)]}", Deck.With(sample.Value, text))),
        ]).ToList();
        Assert.True(cards.Count > 500);

        var theirs = await Expand(new([.. cards.Select(c => new JsonObject
        {
            ["template"] = Card.Template(c.Card.GetType().Name).DeepClone(), ["data"] = Card.Filling(c.Card),
        })]));

        var different = cards.Zip(theirs).Where(pair => !JsonNode.DeepEquals(Card.Bind(pair.First.Card), pair.Second))
            .Select(pair => $"{pair.First.Name}\n ours   {Card.Bind(pair.First.Card).ToJsonString()}\n theirs {pair.Second?.ToJsonString()}").ToList();
        Assert.True(different.Count == 0, $"{different.Count} differ:\n{string.Join('\n', different.Take(3))}");
    }

    static async Task<JsonArray> Expand(JsonArray questions)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", Reference])
        {
            WorkingDirectory = Repository.File("tests"), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(questions.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, $"npm ci in tests/? {await complained}");
        return JsonNode.Parse(await said)!.AsArray();
    }
}
