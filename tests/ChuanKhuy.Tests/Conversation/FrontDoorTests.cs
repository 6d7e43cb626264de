using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ChuanKhuy.Core.Sessions;

namespace ChuanKhuy.Tests.Talk;

/// <summary>The same conversation as it really comes in: over HTTP to a listening server.</summary>
public sealed class FrontDoorTests : IAsyncLifetime, IDisposable
{
    readonly HttpClient http = new();
    Office office = null!;

    public async Task InitializeAsync()
    {
        office = await Office.Open();
        await office.Installation.App.StartAsync();
        http.BaseAddress = new(office.Installation.App.Urls.Single());
    }

    public void Dispose() => http.Dispose();

    public async Task DisposeAsync()
    {
        await office.Installation.App.StopAsync();
        await office.DisposeAsync();
    }

    [Theory]
    [InlineData(Keeps.Sqlite)]
    [InlineData(Keeps.Azurite)]
    public async Task Invitation_answer_change_of_mind_and_an_old_card(Keeps keeps)
    {
        await using var other = await Office.Open(keeps);
        await other.Installation.App.StartAsync();
        using var client = new HttpClient { BaseAddress = new(other.Installation.App.Urls.Single()) };
        await other.Plan();
        await other.MoveTo(Office.Starts.AddDays(-13));

        var invitation = (await Chat(client, "somchai"))[^1];
        var yes = Button.Of(Card(invitation), "rsvp", ("choice", "yes"));
        var answered = await Press(client, "somchai", yes, (string)invitation["id"]!);
        Assert.Equal(Answer.Yes, await other.AnswerOf(other.Somchai));
        Assert.Equal((string)invitation["id"]!, (string)answered["id"]!); // replaced where it stands
        Assert.Single(await Chat(client, "somchai"));

        await Press(client, "somchai", Button.Of(Card(answered), "rsvp", ("choice", "no")), (string)answered["id"]!);
        Assert.Equal(Answer.No, await other.AnswerOf(other.Somchai));

        var old = await Press(client, "somchai", yes, (string)invitation["id"]!);
        Assert.Equal(Answer.No, await other.AnswerOf(other.Somchai));
        Assert.Contains("การ์ดใบนั้นเก่าแล้ว", (string)old["card"]!, StringComparison.Ordinal);
        await other.Installation.App.StopAsync();
    }

    /// <summary>Half of a surrogate pair is valid JSON and no text.</summary>
    [Theory]
    [InlineData("""{"person":"somchai","text":"\ud800"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"person":"\ud800","text":"ตาราง"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"person":"somchai","verb":"rsvp","source":"\ud800","data":{"session":"talk","choice":"yes","to":"somchai","kid":"\ud800","seal":"x"}}""", HttpStatusCode.OK)]
    [InlineData("""{"person":"somchai","verb":"rsvp","data":{"of":"\ud800","n":"\ud800","to":"\ud800","kid":"k0001","seal":"\ud800"}}""", HttpStatusCode.OK)]
    public async Task A_text_that_is_none_is_refused_and_not_a_fault(string body, HttpStatusCode status)
    {
        using var response = await http.PostAsync("desk/act", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("บันทึกแล้ว", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sentence_is_answered_with_a_card_in_the_same_request_and_both_stay_in_the_chat()
    {
        using var response = await Act(new JsonObject { ["person"] = "malee", ["text"] = "ตาราง" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var lines = await Chat(http, "malee");
        Assert.Equal(["ตาราง", null], lines.Select(line => (string?)line["said"]));
        Assert.Contains("กิจกรรมที่กำลังจะมา", (string)lines[1]["card"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"somchai\"")]
    [InlineData("{\"text\":\"ตาราง\"}")]
    [InlineData("{\"person\":7,\"text\":\"ตาราง\"}")]
    [InlineData("{\"person\":\"somchai\"}")]
    [InlineData("{\"person\":\"somchai\",\"verb\":\"rsvp\"}")]
    [InlineData("{\"person\":\"somchai\",\"verb\":\"rsvp\",\"data\":\"x\"}")]
    public async Task What_is_neither_a_sentence_nor_a_click_is_refused_in_Thai(string body)
    {
        var before = office.Contents();
        using var response = await Send(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("อ่านไม่ได้", JsonNode.Parse(text)!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(" at ChuanKhuy", text, StringComparison.Ordinal);
        Assert.Equal(before, office.Contents());
    }

    [Fact]
    public async Task Json_without_end_and_without_bottom_is_refused()
    {
        using var deep = await Send(new string('[', 10_000));
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        using var long_ = await Send($"{{\"person\":\"somchai\",\"text\":\"{new string('ก', 200_000)}\"}}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, long_.StatusCode);
    }

    [Fact]
    public async Task Nobody_unknown_comes_in_through_the_desk()
    {
        using var response = await Act(new JsonObject { ["person"] = "stranger", ["text"] = "ตาราง" });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Origin", "https://elsewhere.example.org")]
    [InlineData("Host", "desk.example.org")]
    public async Task The_desk_is_not_there_for_whoever_comes_from_elsewhere(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/act") { Content = JsonContent.Create(new { person = "somchai", text = "ตาราง" }) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await Chat(http, "somchai"));
    }

    [Fact]
    public async Task A_form_of_another_page_is_not_read()
    {
        using var response = await http.PostAsync("/desk/act", new StringContent("{\"person\":\"somchai\",\"text\":\"ตาราง\"}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    Task<HttpResponseMessage> Act(JsonObject body) => Send(body.ToJsonString());

    Task<HttpResponseMessage> Send(string body) => http.PostAsync("/desk/act", new StringContent(body, Encoding.UTF8, "application/json"));

    static async Task<JsonNode> Press(HttpClient client, string person, Button button, string source)
    {
        var body = new JsonObject { ["person"] = person, ["verb"] = button.Verb, ["source"] = source, ["data"] = button.Data.DeepClone() };
        using var response = await client.PostAsync("/desk/act", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    static async Task<IReadOnlyList<JsonNode>> Chat(HttpClient client, string person) =>
        [.. JsonNode.Parse(await client.GetStringAsync($"/desk/chat/{person}"))!["lines"]!.AsArray().Select(line => line!)];

    static JsonNode Card(JsonNode line) => JsonNode.Parse((string)line["card"]!)!;
}
