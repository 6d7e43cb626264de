using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Tests.Browser;
using Microsoft.Playwright;

namespace ChuanKhuy.Tests.Cards;

/// <summary>What the browser made of a card.</summary>
/// <param name="Problems">What the renderer complains about.</param>
/// <param name="Overflows">What is wider than its place, or cut.</param>
/// <param name="Texts">The text content of every text block and fact, white space collapsed.</param>
/// <param name="Marks">Elements that only Markdown makes.</param>
public sealed record Drawn(string[] Problems, string[] Overflows, string[] Texts, string[] Marks, double Width, double Height);

/// <summary>A page that draws cards as the desk does: the official renderer, markdown-it, our fonts, styles and host configuration, and the desk's policy. One page for a test class.</summary>
public sealed class CardPage : IAsyncLifetime
{
    const string Host = "https://cards.test/";

    const string Html = """
        <!doctype html><html lang="th"><head><meta charset="utf-8"><link rel="stylesheet" href="desk.css"><link rel="stylesheet" href="page.css">
        <script src="adaptivecards.min.js"></script><script src="markdown-it.min.js"></script><script src="draw.js"></script></head><body><ul id="lines"></ul></body></html>
        """;

    const string Css = "html, body { height: auto; } body { display: block; }";

    const string Script = """
        const markdown = window.markdownit({ linkify: false, html: false });
        AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true; };

        const hostConfig = fetch("hostconfig.json").then(answer => answer.json());

        async function draw(card) {
          const config = await hostConfig;
          const view = new AdaptiveCards.AdaptiveCard();
          view.hostConfig = new AdaptiveCards.HostConfig(config);
          // A pattern of the renderer's remembers where it stopped, and would refuse the language of every second card.
          AdaptiveCards.CardElement.langProperty.regEx.lastIndex = 0;
          const context = new AdaptiveCards.SerializationContext();
          view.parse(card, context);
          const problems = [];
          for (let i = 0; i < context.eventCount; i++) problems.push(context.getEventAt(i).message);
          problems.push(...view.validateProperties().validationEvents.map(e => e.message));
          const item = document.createElement("li");
          item.className = "card";
          const drawn = view.render();
          if (drawn) item.append(drawn); else problems.push("nothing was drawn");
          document.getElementById("lines").replaceChildren(item);
          await document.fonts.ready;

          const overflows = [];
          const right = item.getBoundingClientRect().right;
          for (const part of [item, ...item.querySelectorAll("*")]) {
            const name = `${part.tagName.toLowerCase()}.${part.className} "${part.textContent.slice(0, 40)}"`;
            if (part.getBoundingClientRect().right > right + 0.5) overflows.push(`${name} reaches over the card`);
            // The insides of inputs and of closed lists scroll.
            if (part.matches("input, textarea, select, option")) continue;
            if (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1) overflows.push(`${name} is ${part.scrollWidth} in ${part.clientWidth} wide`);
            if (part.matches("button") && part.scrollHeight > part.clientHeight + 1) overflows.push(`${name} is cut`);
          }
          if (document.documentElement.scrollWidth > window.innerWidth) overflows.push("the page scrolls sideways");

          const plain = element => element.textContent.replace(/\s+/g, " ").trim();
          const marks = [...item.querySelectorAll("a, img, ul, ol, li, h1, h2, h3, h4, h5, h6, code, pre, blockquote, hr, em, strong, s, script, .ac-textBlock table, .ac-textBlock br")];
          const box = item.getBoundingClientRect();
          return { problems, overflows, texts: [...item.querySelectorAll(".ac-textBlock")].map(plain), marks: marks.map(m => m.outerHTML), width: box.width, height: box.height };
        }
        """;

    // The desk's own policy; the pages of the server set the same.
    static readonly Dictionary<string, string> Policy = new(StringComparer.Ordinal)
    {
        ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'",
    };

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    readonly Chromium chromium = new();
    IPage page = null!;

    public async Task InitializeAsync()
    {
        page = await chromium.NewPage(360, 800, scale: 2);
        await page.RouteAsync("**/*", Serve);
        await page.GotoAsync(Host);
    }

    public Task DisposeAsync() => chromium.DisposeAsync();

    public async Task<Drawn> Draw(JsonObject card) => (await Draw([card]))[0];

    /// <summary>One after the other, with one call to the browser.</summary>
    public async Task<Drawn[]> Draw(IEnumerable<JsonObject> cards) => (await page.EvaluateAsync<JsonElement>(
        "async text => { const all = []; for (const card of JSON.parse(text)) all.push(await draw(card)); return all; }",
        new JsonArray([.. cards]).ToJsonString())).Deserialize<Drawn[]>(Web)!;

    /// <summary>What is drawn now, as PNG, two pixels for each CSS pixel.</summary>
    public Task<byte[]> Picture() => page.Locator("#lines").ScreenshotAsync();

    static Task Serve(IRoute route)
    {
        var name = new Uri(route.Request.Url).AbsolutePath[1..];
        return name switch
        {
            "" => route.FulfillAsync(new() { Body = Html, ContentType = "text/html; charset=utf-8", Headers = Policy }),
            "draw.js" => route.FulfillAsync(new() { Body = Script, ContentType = "text/javascript; charset=utf-8" }),
            "page.css" => route.FulfillAsync(new() { Body = Css, ContentType = "text/css; charset=utf-8" }),
            _ when File.Exists(Path.Combine(AppContext.BaseDirectory, "assets", name)) =>
                route.FulfillAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "assets", name) }),
            _ => route.AbortAsync(),
        };
    }
}
