using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChuanKhuy.Tests.Web;

/// <summary>What came back: nothing is followed, so that a test sees each step.</summary>
sealed record Seen(int Status, string Text, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Cookies)
{
    public string? Location => Headers.GetValueOrDefault("Location");

    /// <summary>The cards on the page, as a browser would read them from their attributes.</summary>
    public IReadOnlyList<JsonObject> Cards => [.. Regex.Matches(Text, "data-card=\"([^\"]*)\"").Select(m => (JsonObject)JsonNode.Parse(WebUtility.HtmlDecode(m.Groups[1].Value))!)];

    /// <summary>The token of the page's forms.</summary>
    public string? Form => Regex.Match(Text, "(?:name=\"form\" value|data-form)=\"([^\"]+)\"") is { Success: true } match ? match.Groups[1].Value : null;
}

/// <summary>A browser without a screen: keeps cookies, sends forms and clicks as a page of ours would.</summary>
sealed class Visit : IDisposable
{
    readonly HttpClient http;
    readonly Uri address;
    string? form;

    public Visit(Uri address)
    {
        this.address = address;
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Jar }) { BaseAddress = address };
    }

    public CookieContainer Jar { get; } = new();

    public async Task<Seen> Get(string path, params (string Name, string Value)[] headers)
    {
        var seen = await Send(HttpMethod.Get, path, null, headers);
        form = seen.Form ?? form;
        return seen;
    }

    /// <summary>Posts a form as the page does that was seen last.</summary>
    public Task<Seen> Press(string path) => Post(path, form);

    /// <summary>The same with what was filled in.</summary>
    public Task<Seen> Press(string path, params IEnumerable<(string Name, string Value)> fields) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent([new("form", form ?? ""), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]), []);

    public Task<Seen> Post(string path, string? token, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(token is null ? [] : [new("form", token)]), headers);

    /// <summary>Fills in the form of the page that was seen last, with a file in it or not.</summary>
    public Task<Seen> Fill(string path, IEnumerable<(string Name, string Value)> fields, (string Name, byte[] Content)? file = null)
    {
        var body = new MultipartFormDataContent { { new StringContent(form ?? ""), "form" } };
        foreach (var (name, value) in fields) body.Add(new StringContent(value), name);
        if (file is var (title, content)) body.Add(new ByteArrayContent(content), "file", title);
        return Send(HttpMethod.Post, path, body, []);
    }

    /// <summary>Sends what our script sends; <paramref name="headers"/> replace its own.</summary>
    public Task<Seen> Act(string path, JsonObject what, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, new StringContent(what.ToJsonString(), Encoding.UTF8, "application/json"), [("X-Form", form ?? ""), ("Origin", Origin), .. headers]);

    /// <summary>The click on a button of a card.</summary>
    public static JsonObject Click(JsonObject card, string verb, (string Name, string Value) which, string person = "me", string source = "")
    {
        var action = Actions(card).First(a => (string?)a["verb"] == verb && a["data"]?[which.Name]?.ToString() == which.Value);
        return new() { ["person"] = person, ["source"] = source, ["verb"] = verb, ["data"] = action["data"]!.DeepClone() };
    }

    public string Origin => address.GetLeftPart(UriPartial.Authority);

    public void Dispose() => http.Dispose();

    async Task<Seen> Send(HttpMethod method, string path, HttpContent? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await http.SendAsync(request);
        return new(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase),
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }

    static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["type"] == "Action.Execute" => [o],
        JsonObject o => o.SelectMany(property => Actions(property.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };
}
