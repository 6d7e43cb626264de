using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Cards;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ChuanKhuy.Tests.Cards;

public sealed class ClickTests
{
    public static TheoryData<string> Names => Deck.Names;

    [Theory, MemberData(nameof(Names))]
    public void Every_button_of_a_card_with_its_inputs_filled_in_is_understood(string name)
    {
        var bound = Card.Bind(Deck.Samples[name]);
        var typed = Find(bound, "Input.").ToDictionary(input => (string)input["id"]!, Typed);
        foreach (var button in Find(bound, "Action.Execute"))
        {
            var data = (JsonObject?)button["data"]?.DeepClone() ?? [];
            if ((string?)button["associatedInputs"] != "none")
                foreach (var (id, value) in typed) data[id] = value;
            var verb = (string)button["verb"]!;
            Assert.True(Clicks.Parse(verb, Element(data.ToJsonString())) is not null, $"{verb} {data.ToJsonString()}");
        }
    }

    [Fact]
    public void A_click_holds_what_was_chosen_and_typed()
    {
        Assert.Equal(new RsvpClick("s1", Choice.Maybe, "ถาม"), Read<RsvpClick>("rsvp", """{"session":"s1","choice":"maybe","question":"ถาม","n":3,"other":{}}"""));
        Assert.Null(Read<RsvpClick>("rsvp", """{"session":"s1","choice":"no","question":""}""").Question);
        Assert.Equal(["p1", "p2"], Read<GroupCheckInClick>("group", """{"session":"s1","people":"p1, p2,p1,"}""").People);
        Assert.Equal(new Dictionary<string, int> { ["content"] = 5, ["overall"] = 4 }, Read<FeedbackClick>("feedback", """{"session":"s1","content":5,"overall":"4","use":""}""").Ratings);
        Assert.Equal(new HoldClick("*", true), Read<HoldClick>("hold", """{"session":"*","stop":true}"""));
        Assert.Equal(new SpeakerConfirmClick("s1", false, null, null), Read<SpeakerConfirmClick>("speaker", """{"session":"s1","confirm":"false"}"""));
        Assert.Null(Read<PlanClick>("plan", """{"zone":"-"}""").Zone);
    }

    [Theory]
    [InlineData("rsvp", "{}")]
    [InlineData("rsvp", """{"session":"s1"}""")]
    [InlineData("rsvp", """{"session":"s1","choice":"YES"}""")]
    [InlineData("rsvp", """{"session":"","choice":"yes"}""")]
    [InlineData("rsvp", """{"session":"../x","choice":"yes"}""")]
    [InlineData("rsvp", """{"session":"ส1","choice":"yes"}""")]
    [InlineData("rsvp", """{"session":null,"choice":"yes"}""")]
    [InlineData("rsvp", """{"session":["s1"],"choice":"yes"}""")]
    [InlineData("rsvp", """{"session":{"s":1},"choice":"yes"}""")]
    [InlineData("rsvp", """{"session":"s1","choice":"yes","question":["a"]}""")]
    [InlineData("rsvp", """{"session":"s1","choice":"yes","question":"\ud800"}""")]
    [InlineData("rsvp", """{"session":"\udc00","choice":"yes"}""")]
    [InlineData("RSVP", """{"session":"s1","choice":"yes"}""")]
    [InlineData("", "{}")]
    [InlineData("unknown", """{"session":"s1"}""")]
    [InlineData("show", "[]")]
    [InlineData("show", "null")]
    [InlineData("show", "\"s1\"")]
    [InlineData("show", "7")]
    [InlineData("say", """{"text":""}""")]
    [InlineData("checkin", """{"session":"12345678901234567890123456789012345678901234567890123456789012345"}""")]
    [InlineData("feedback", """{"session":"s1","overall":"4.5"}""")]
    [InlineData("feedback", """{"session":"s1","overall":"-1"}""")]
    [InlineData("feedback", """{"session":"s1","overall":"๕"}""")]
    [InlineData("feedback", """{"session":"s1","overall":99999}""")]
    [InlineData("feedback", """{"session":"s1","overall":true}""")]
    [InlineData("cancel", """{"session":"s1","confirm":"perhaps"}""")]
    [InlineData("cancel", """{"session":"s1"}""")]
    [InlineData("hold", """{"session":"**","stop":"true"}""")]
    [InlineData("correct", """{"session":"s1","present":"true"}""")]
    [InlineData("seat", """{"session":"s1","take":1}""")]
    [InlineData("speaker", """{"session":"s1","confirm":""}""")]
    [InlineData("group", """{"session":"s1","people":""}""")]
    [InlineData("group", """{"session":"s1","people":" , ,"}""")]
    [InlineData("group", """{"session":"s1","people":"p1,a b"}""")]
    [InlineData("plan", """{"kind":"12345678901234567890123456789012345678901"}""")]
    public void A_malformed_click_is_none(string verb, string data) => Assert.Null(Clicks.Parse(verb, Element(data)));

    [Fact]
    public void Too_many_people_and_too_long_texts_are_none()
    {
        Assert.NotNull(Group(40));
        Assert.Null(Group(41));
        Assert.NotNull(Clicks.Parse("say", Element($$"""{"text":"{{new string('ก', 300)}}"}""")));
        Assert.Null(Clicks.Parse("say", Element($$"""{"text":"{{new string('ก', 301)}}"}""")));
        Assert.Null(Clicks.Parse("move", Element($$"""{"session":"s1","reason":"{{new string('ก', 2001)}}"}""")));
    }

    [Property(MaxTest = 2000)]
    public Property No_json_makes_the_reader_throw() => Prop.ForAll(Arb.From(Verbs), Arb.From(Json(3)), (verb, json) =>
    {
        using var document = JsonDocument.Parse(json);
        Clicks.Parse(verb, document.RootElement);
    });

    static Gen<string> Verbs => Gen.Elements(
        "rsvp", "show", "say", "checkin", "feedback", "end", "plan", "move", "cancel", "hold", "correct", "seat", "speaker", "group", "", "x");

    // Names that the reader asks for, so that every branch sees every kind of value.
    static Gen<string> Fields => Gen.Elements(
        "session", "choice", "question", "text", "overall", "content", "comment", "kind", "title", "zone", "confirm", "reason", "stop", "person", "present",
        "take", "people", "slides", "date", "start", "\\ud800", "ส", "");

    static Gen<string> Values => Gen.OneOf(
        Gen.Elements("null", "true", "false", "\"\"", "\"s1\"", "\"yes\"", "\"true\"", "\"*\"", "\"5\"", "5", "-0", "1e400", "123456789012345678901234567890", "\"\\ud800\"", "\"\\u0000\"", "\"a,b,,c\""),
        ArbMap.Default.GeneratorFor<string?>().Select(text => JsonSerializer.Serialize(text)),
        ArbMap.Default.GeneratorFor<int>().Select(number => JsonSerializer.Serialize(number)));

    static Gen<string> Json(int depth)
    {
        if (depth == 0) return Values;
        var inner = Json(depth - 1);
        var members = Fields.SelectMany(name => inner.Select(value => $"\"{name}\":{value}"));
        return Gen.Frequency(
            (2, Values), (1, inner.ArrayOf().Select(items => $"[{string.Join(',', items)}]")), (9, members.ArrayOf().Select(all => $"{{{string.Join(',', all)}}}")));
    }

    static Click? Group(int people) =>
        Clicks.Parse("group", Element($$"""{"session":"s1","people":"{{string.Join(',', Enumerable.Range(0, people).Select(i => $"p{i}"))}}"}"""));

    static T Read<T>(string verb, string json) where T : Click => Assert.IsType<T>(Clicks.Parse(verb, Element(json)));

    static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;

    static string Typed(JsonObject input) => (string)input["type"]! switch
    {
        "Input.Toggle" => (string)input["valueOn"]!,
        "Input.ChoiceSet" when (bool?)input["isMultiSelect"] is true => string.Join(',', input["choices"]!.AsArray().Take(2).Select(choice => (string)choice!["value"]!)),
        "Input.ChoiceSet" => (string)input["choices"]![0]!["value"]!,
        _ => "13.30",
    };

    static IEnumerable<JsonObject> Find(JsonNode? node, string type) => node switch
    {
        JsonObject o when o["type"] is JsonValue value && value.GetValue<string>().StartsWith(type, StringComparison.Ordinal) => [o],
        JsonObject o => o.SelectMany(property => Find(property.Value, type)),
        JsonArray a => a.SelectMany(item => Find(item, type)),
        _ => [],
    };
}
