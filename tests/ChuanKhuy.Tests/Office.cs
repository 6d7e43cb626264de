using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChuanKhuy.Bench;
using ChuanKhuy.Bot;
using ChuanKhuy.Bot.Channels;
using ChuanKhuy.Core.Outbox;
using ChuanKhuy.Core.People;
using ChuanKhuy.Core.Sessions;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Commands;
using ChuanKhuy.Functions.Demo;
using ChuanKhuy.Functions.Server;
using ChuanKhuy.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ChuanKhuy.Tests;

/// <summary>Where an office of a test keeps its things.</summary>
public enum Keeps { Sqlite, Azurite }

/// <summary>
/// A small office in this process: the whole product on a real store, with the browser as its channel, people at their desks and a clock moved by hand.
/// It begins on Monday 2 November 2026 at 9.00 in Bangkok.
/// </summary>
public sealed class Office : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;
    public static readonly DateTimeOffset Begin = Sessions.Given.At(2026, 11, 2, 9);

    /// <summary>Wednesday, 2 December 2026, 13.30: far enough for every reminder.</summary>
    public static readonly DateTimeOffset Starts = Sessions.Given.Starts;

    static int prefixes;
    readonly Folder? own;
    readonly Pump pump;

    Office(Installation installation, FakeTimeProvider clock, string data, Folder? own)
    {
        (Installation, Clock, Data, this.own) = (installation, clock, data, own);
        pump = new(installation);
    }

    public Installation Installation { get; }
    public FakeTimeProvider Clock { get; }

    /// <summary>The data folder, as `--data` takes it.</summary>
    public string Data { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Visitor Somchai => Visitor("somchai");
    public Visitor Malee => Visitor("malee");
    public Visitor Mana => Visitor("mana");
    public Visitor Speaker => Visitor("wichai");
    public Visitor Coordinator => Visitor("kanda");
    public Visitor Executive => Visitor("prasert");

    /// <summary>Somchai and Malee are of zone 1, Mana is of zone 3.</summary>
    public static IReadOnlyList<Person> People { get; } =
    [
        new("kanda", "นางกานดา พร้อมช่วย", "8400", "", "นักวิชาการพัฒนาชุมชน", Roles.Staff | Roles.Coordinator),
        new("malee", "นางสาวมาลี สวนงาม", "8402", "1", "พัฒนากร", Roles.Staff),
        new("mana", "นายมานะ อดทน", "8410", "3", "พัฒนากร", Roles.Staff),
        new("prasert", "นายประเสริฐ นำทาง", "8400", "", "พัฒนาการจังหวัด", Roles.Executive),
        new("somchai", "นายสมชาย ใจดี", "8401", "1", "พัฒนากร", Roles.Staff),
        new("wichai", "นายวิชัย รู้รอบ", "8400", "", "นักวิชาการพัฒนาชุมชน", Roles.Staff | Roles.Speaker),
    ];

    /// <param name="data">An existing data folder to work on; a new one of its own when null.</param>
    /// <param name="clock">Another office's clock, to share it.</param>
    /// <param name="people">Who works there; null: <see cref="People"/>; empty: whoever is stored.</param>
    public static async Task<Office> Open(
        Keeps keeps = Keeps.Sqlite, string? data = null, FakeTimeProvider? clock = null, IReadOnlyList<Person>? people = null, Action<WebApplicationBuilder>? configure = null)
    {
        var own = data is null ? new Folder() : null;
        var folder = data ?? own!.File("data");
        var azure = keeps is Keeps.Azurite ? (await Azurite.Shared).Connection : null;
        clock ??= new FakeTimeProvider(Begin.ToUniversalTime());
        var installation = await Installation.Open(new Where(folder, "http://127.0.0.1:0"), Ct, clock, environment: Environments.Development, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.None);
            if (azure is not null)
            {
                builder.Configuration["Storage:Kind"] = "Azure";
                builder.Configuration["Storage:Connection"] = azure;
                builder.Configuration["Storage:Prefix"] = string.Create(CultureInfo.InvariantCulture, $"office{Interlocked.Increment(ref prefixes)}");
            }
            configure?.Invoke(builder);
        });
        var office = new Office(installation, clock, folder, own);
        if (people is { Count: 0 }) return office;
        await office.Get<UnitStore>().Save(ShippedUnits.All, Ct);
        await office.Get<RosterStore>().Save(people ?? People, null, Ct);
        return office;
    }

    public T Get<T>() where T : notnull => Installation.Get<T>();

    public Visitor Visitor(string person) => new(Installation, person);

    /// <summary>A talk by Wichai of one and a half hours; its invitations may leave at once unless there is a hold.</summary>
    public async Task<Session> Plan(
        string id = "t1", DateTimeOffset? starts = null, Audience? audience = null, bool published = true, TimeSpan? hold = null, string title = "ตลาดนัดคนไทยยิ้มได้", int? seats = null)
    {
        var at = (starts ?? Starts).ToUniversalTime();
        var plan = new Plan(id, SessionKind.Talk, title, [new("wichai")], "1", at, at.AddMinutes(90), seats, audience ?? Audience.All, MeetingKind.None, "ห้องประชุม 1", published);
        return Assert.IsType<Planned.Added>(await Get<Planner>().Apply(plan, hold, Ct)).Session;
    }

    public async Task<Session> Find(string id = "t1") => (await Get<SessionStore>().Find(id, Ct))!.Value;

    public async Task<Answer?> AnswerOf(Visitor person, string id = "t1") => (await Get<SessionStore>().FindAnswer(id, person.Id, Ct))?.Value.Answer;

    /// <summary>The timer and the queues, until nothing is left to do now.</summary>
    public Task Tick() => pump.Tick(Ct);

    /// <summary>The queues alone.</summary>
    public Task Drain() => pump.Drain(Ct);

    /// <summary>Jumps, as after an outage.</summary>
    public async Task JumpTo(DateTimeOffset at)
    {
        Clock.SetUtcNow(at.ToUniversalTime());
        await Tick();
    }

    /// <summary>Lives through the time between: stops wherever something falls due.</summary>
    public async Task MoveTo(DateTimeOffset at)
    {
        while (await NextDue() is { } due && due < at) await JumpTo(due > Now ? due : Now.AddMinutes(1));
        await JumpTo(at);
    }

    async Task<DateTimeOffset?> NextDue()
    {
        DateTimeOffset? first = null;
        await foreach (var open in Get<WorkStore>().Open(Ct))
            if (await Get<SessionStore>().Find(open.Value.Session, Ct) is { Value: var session }
                && Due.Of(session, Get<OfficeCalendar>(), TimeSpan.Zero).Select(item => item.At).Where(due => due > Now).Order().FirstOrDefault() is var next
                && next != default && (first is null || next < first))
                first = next;
        return first;
    }

    /// <summary>The delivery rows of a message to many, except those that are no longer wanted.</summary>
    public async Task<IReadOnlyList<Delivery>> Rows(MessageKind kind, int version = 1, string id = "t1")
    {
        var rows = new List<Delivery>();
        await foreach (var row in Get<DeliveryStore>().All(new(id, kind, version), Ct))
            if (row.Value.State is not DeliveryState.Cancelled) rows.Add(row.Value);
        return rows;
    }

    /// <summary>Who got this message, in order.</summary>
    public async Task<string[]> Got(MessageKind kind, int version = 1, string id = "t1") =>
        [.. (await Rows(kind, version, id)).Where(row => row.State is DeliveryState.Sent).Select(row => row.Person).Order(StringComparer.Ordinal)];

    /// <summary>The messages to the speakers and other single people.</summary>
    public async Task<IReadOnlyList<Delivery>> Few(string id = "t1")
    {
        var rows = new List<Delivery>();
        await foreach (var row in Get<DeliveryStore>().All(new(id), Ct)) rows.Add(row.Value);
        return rows;
    }

    /// <summary>A button of a card that this person really has in the chat.</summary>
    public static async Task<Button> Button(Visitor visitor, string verb, (string Name, string Value)? which = null)
    {
        var line = await visitor.CardWith(verb, Ct) ?? throw new InvalidOperationException($"{visitor.Id} has no card with the button {verb}.");
        return Tests.Button.Of(JsonNode.Parse(line.Card!)!, verb, which) with { Source = line.Id };
    }

    /// <summary>A button of a genuine card of ours, made for this person but never sent.</summary>
    public async Task<Button> Seal(Message message, Visitor to, string verb, (string Name, string Value)? which = null) =>
        Tests.Button.Of(await Get<Sealer>().Seal(message, to.Id, Ct), verb, which);

    /// <summary>The person presses this button, whoever it was made for.</summary>
    public Task<Message> Click(Visitor person, Button button) =>
        Get<Conversation>().Handle(new Incoming.Clicked(person.Id, button.Verb, JsonSerializer.SerializeToElement(button.Data), button.Source), Ct);

    public Task<Message> Say(string? person, string text) => Get<Conversation>().Handle(new Incoming.Said(person, text), Ct);

    /// <summary>Everything that is stored, except the chat itself and the timer's pulse: two of these are equal when nothing was kept in between.</summary>
    public IReadOnlyList<string> Contents() =>
        [.. Contents(Path.Combine(Data, "chuankhuy.db")), .. Contents(Path.Combine(Data, "feedback.db"))];

    static List<string> Contents(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT tbl || ' ' || CAST(part AS TEXT) || ' ' || CAST(key AS TEXT) || ' ' || CAST(body AS TEXT) FROM entities WHERE tbl NOT IN ('chat', 'pulse') ORDER BY tbl, part, key";
        using var rows = command.ExecuteReader();
        var all = new List<string>();
        while (rows.Read()) all.Add(rows.GetString(0));
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        own?.Dispose();
    }
}

/// <summary>A button as it would come back: its verb and its data, with what was filled in.</summary>
public sealed record Button(string Verb, JsonObject Data, string Source = "")
{
    /// <summary>The same with other data; null takes a field out.</summary>
    public Button With(params (string Name, JsonNode? Value)[] fields)
    {
        var data = (JsonObject)Data.DeepClone();
        foreach (var (name, value) in fields)
            if (value is null) data.Remove(name);
            else data[name] = value;
        return this with { Data = data };
    }

    public static Button Of(JsonNode card, string verb, (string Name, string Value)? which)
    {
        var action = Actions(card).FirstOrDefault(a => (string?)a["verb"] == verb && (which is not { } w || a["data"]?[w.Name]?.ToString() == w.Value))
            ?? throw new InvalidOperationException($"The card has no button {verb} {which}.");
        return new(verb, action["data"]?.DeepClone() as JsonObject ?? []);
    }

    static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["type"] == "Action.Execute" => [o],
        JsonObject o => o.SelectMany(property => Actions(property.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };
}
