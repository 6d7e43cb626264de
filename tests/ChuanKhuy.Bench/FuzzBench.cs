using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChuanKhuy.Bench.Simulation;
using ChuanKhuy.Functions.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Bench;

/// <summary>
/// Random and mutated requests for every route, over HTTP, with and without a genuine token: only 2xx, 3xx and 4xx come back (and 501 for an unknown invoke), no exception escapes and no secret
/// stands in the log. The control is how many requests got past their door (2xx), or the rest would prove nothing.
/// </summary>
static partial class FuzzBench
{
    static readonly TimeSpan time = TimeSpan.FromSeconds(30);

    static readonly string[] nasty =
    [
        "", "..", "%2e%2e%2f", "%00", "'; DROP TABLE x; --", "=cmd|'/c calc'!A0", "<script>alert(1)</script>", "${7*7}", "{{x}}", "ก\u0E33\u0E4D\u0E32", "\uD83D\uDE00", new('ก', 5000), "a|b", "-1", "99999999999999999999",
        "NaN", "2569-13-45", "talk", "null", "[]", "{\"a\":1}", "\r\nX-Evil: 1", "//evil.example", "*", "\u202Eabc",
    ];

    static readonly string[] headers = ["Cookie", "Origin", "Accept-Language", "Content-Language", "X-Spark-Signature", "X-Forwarded-Host", "Referer"];

    public static async Task<bool> Run()
    {
        var log = new Listening();
        await using var crowd = await TeamsCrowd.Open(50, configure: builder => builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        await crowd.Office.App.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(crowd.Office.App.Urls.Single()), Timeout = TimeSpan.FromSeconds(20) };
        var routes = Function.In(typeof(Installation).Assembly).Select(function => function.Trigger).OfType<HttpTriggerAttribute>().SelectMany(http => http.Methods.Select(method => (Method: method, Route: http.Route!))).ToList();
        var (statuses, wrong, watch, token) = (new ConcurrentDictionary<int, int>(), new ConcurrentBag<string>(), Stopwatch.StartNew(), crowd.Token());
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async client =>
        {
            var dice = new SeededDice((ulong)client);
            int Below(int limit) => (int)(dice.Unit() * limit);
            string Nasty() => nasty[Below(nasty.Length)];
            while (watch.Elapsed < time)
            {
                var (method, route) = Below(3) == 0 ? ("post", "api/messages") : routes[Below(routes.Count)];
                var path = "/" + Parameter().Replace(route, match => match.Value.StartsWith("{ignored", StringComparison.Ordinal) ? "" : Uri.EscapeDataString(Nasty()))
                    + (Below(3) == 0 ? $"?{Uri.EscapeDataString(Nasty())}={Uri.EscapeDataString(Nasty())}" : "");
                using var request = new HttpRequestMessage(new(method), path);
                if (Below(2) == 0) request.Headers.TryAddWithoutValidation("Authorization", Below(4) == 0 ? $"Bearer {Uri.EscapeDataString(Nasty())}" : token);
                foreach (var header in headers)
                    if (Below(5) == 0) request.Headers.TryAddWithoutValidation(header, Uri.EscapeDataString(Nasty()));
                if (method != "get")
                {
                    request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body()));
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", Below(3) > 0 ? "application/json" : Below(2) == 0 ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=x");
                }
                try
                {
                    using var response = await http.SendAsync(request);
                    await response.Content.ReadAsByteArrayAsync();
                    var status = (int)response.StatusCode;
                    statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                    // An invoke that nobody knows is answered 501, as by ActivityHandler.OnInvokeActivityAsync of Microsoft's SDK.
                    if (status is < 200 or >= 500 && (status, route) != (501, "api/messages")) wrong.Add($"{method} {path[..Math.Min(80, path.Length)]} answered {status}");
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    wrong.Add($"{method} {path[..Math.Min(80, path.Length)]}: {fault.Message}");
                }

                string Body()
                {
                    var press = LoadBench.Activity(crowd.Service, TeamsCrowd.Id(Below(50)), Below(3) > 0 ? "rsvp" : Nasty(), crowd.Press(Below(50), Below(2) == 0 ? "yes" : Nasty()));
                    // Below the server's limit: the refusal of what is larger may be lost with the connection.
                    return Below(5) switch
                    {
                        0 => press,
                        1 => Changed(JsonNode.Parse(press)!).ToJsonString(),
                        2 => press.Remove(Below(press.Length), 1),
                        3 => string.Concat(Enumerable.Range(0, Below(16)).Select(_ => Nasty())),
                        _ => new string('[', Below(12_000)),
                    };
                }

                JsonNode Changed(JsonNode json)
                {
                    for (var node = json as JsonObject; node is { Count: > 0 };)
                    {
                        var name = node.ElementAt(Below(node.Count)).Key;
                        if (node[name] is JsonObject inner && Below(3) > 0) { node = inner; continue; }
                        node[name] = Below(4) switch { 0 => null, 1 => JsonValue.Create(Below(1000) - 500), 2 => new JsonArray(Nasty()), _ => Nasty() };
                        break;
                    }
                    return json;
                }
            }
        }));
        await crowd.Office.App.StopAsync();
        var total = statuses.Values.Sum();
        foreach (var (status, count) in statuses.OrderBy(s => s.Key)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {status}: {count}"));
        foreach (var line in wrong.Concat(log.Faults).Distinct().Take(10)) Console.WriteLine($"  wrong: {line}");
        var secrets = log.Said.Count(line => line.Contains(TeamsCrowd.Secret, StringComparison.Ordinal) || line.Contains(token["Bearer ".Length..], StringComparison.Ordinal));
        Figure.Print("requests for every route (control: those that were let in)", total, "requests", statuses.Where(s => s.Key < 300).Sum(s => s.Value));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{routes.Count} routes; wrong answers: {wrong.Count}, exceptions that escaped: {log.Faults.Count}, lines of the log with a secret: {secrets} of {log.Said.Count}"));
        return Figure.Goal("fuzz: wrong answers, escaped exceptions, secrets in the log", wrong.Count + log.Faults.Count + secrets, atMost: 0) && statuses.GetValueOrDefault(200) > 0;
    }

    /// <summary>Everything that is logged, with the text of exceptions.</summary>
    sealed class Listening : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Said { get; } = [];

        /// <summary>Unhandled exceptions, as the server reports them.</summary>
        public ConcurrentBag<string> Faults { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Said.Add($"{formatter(state, exception)} {exception}");
            if (logLevel >= LogLevel.Error && exception is not null) Faults.Add($"{exception.GetType().Name}: {exception.Message} {exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
        }

        public void Dispose()
        {
        }
    }

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
