using System.Globalization;
using System.Text.Json;

namespace ChuanKhuy.Cards;

/// <summary>What a button sends back, read and checked. Who pressed it and what they may do is not in it.</summary>
public abstract record Click;

/// <summary>Reads clicks. Extra fields are ignored; a missing, oversized or misshapen one makes the whole click null.</summary>
public static class Clicks
{
    const int Words = 2000;
    const int MostPeople = 40;

    /// <param name="verb">The verb of the button.</param>
    /// <param name="data">Its data merged with the card's inputs; platforms give values as texts, numbers or booleans.</param>
    public static Click? Parse(string verb, JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object) return null;
        var fields = new Fields(data);
        try
        {
            var click = Read(verb, fields);
            return fields.Wrong ? null : click;
        }
        catch (InvalidOperationException)
        {
            // JSON may hold half of a surrogate pair ("\ud800"), which is no text.
            return null;
        }
    }

    static Click? Read(string verb, Fields f) => verb switch
    {
        "rsvp" => new RsvpClick(f.Id("session"), f.OneOf("choice", ("yes", Choice.Yes), ("maybe", Choice.Maybe), ("no", Choice.No)), f.Text("question", Words)),
        "show" => new ShowClick(f.Id("session")),
        "say" => new SayClick(f.Needed("text", 300)),
        "checkin" => new CheckInClick(f.Id("session")),
        "feedback" => new FeedbackClick(f.Id("session"), f.Ratings(), f.Text("comment", Words), f.Text("proposal", Words)),
        "comments" => new CommentsClick(f.Id("session"), f.Number("from"), f.Numbers("pass", Comments.Most)),
        "kpi" => new KpiClick(f.Needed("what", 20), f.Needed("period", 20), f.Text("value", 20), f.Text("date", 100), f.Text("reference", Words)),
        "end" => new EndClick(f.Id("session")),
        "plan" => new PlanClick(
            f.Text("kind", 40), f.Text("title", Words), f.Text("speakers", Words), f.Text("date", 100), f.Text("start", 100), f.Text("end", 100),
            f.Text("zone", 100) is SessionForm.NoZone ? null : f.Text("zone", 100), f.Text("seats", 20), f.Text("audience", Words), f.Text("meeting", 40), f.Text("place", Words)),
        "move" => new MoveClick(f.Id("session"), f.Text("date", 100), f.Text("start", 100), f.Text("end", 100), f.Text("reason", Words)),
        "cancel" => new CancelClick(f.Id("session"), f.Flag("confirm"), f.Text("reason", Words)),
        "hold" => new HoldClick(f.Needed("session", 64) is "*" ? "*" : f.Id("session"), f.Flag("stop")),
        "consent" => new ConsentClick(f.Id("session"), f.Flag("give")),
        "review" => new ReviewClick(f.Id("session"), f.Number("revision"), f.Flag("publish"), f.Text("note", Words)),
        "correct" => Correct(f.Id("session"), f.Needed("person", 200), f.OneOf("present", ("true", (true, false)), ("false", (false, false)), ("leave", (false, true))), f.Text("reason", Words)),
        "appeal" => new AppealClick(f.Id("session"), f.Text("words", Words)),
        "appealed" => new AppealedClick(f.Id("session"), f.Id("person"), f.Flag("grant"), f.Text("reason", Words)),
        "whois" => new WhoIsClick(f.Id("session"), f.Id("who"), f.Text("person", 200)),
        "link" => new LinkClick(f.Id("session"), f.Text("link", Words)),
        "fetch" => new FetchClick(f.Id("session")),
        "seat" => new SeatClick(f.Id("session"), f.Flag("take")),
        "resend" => new ResendClick(f.Id("session"), f.Flag("doubtful")),
        "speaker" => new SpeakerConfirmClick(f.Id("session"), f.Flag("confirm"), f.Text("slides", Words), f.Text("rehearsal", Words)),
        "ask" => new AskClick(f.Text("session", 64) is null ? null : f.Id("session"), f.Text("mentor", 64), f.Text("subject", 40), f.Text("text", Words), f.Text("hide", 5)),
        "asksay" => new AskSayClick(f.Id("session"), f.Text("text", Words)),
        "askdo" => new AskDoClick(f.Id("session"), f.OneOf("act", ("close", AskPress.Close), ("pass", AskPress.PassOn), ("take", AskPress.Take), ("reveal", AskPress.Reveal))),
        "askend" => new AskEndClick(f.Id("session"), f.Flag("helped"), f.Flag("shares")),
        "survey" => new SurveyClick(f.Flag("willing"), f.Text("subjects", 400), f.Text("free", Words), f.Text("style", Words), f.Text("most", 4)),
        "appoint" => new AppointClick(f.Needed("person", 64), f.Needed("subject", 40), f.Text("zone", 40), f.Flag("grant")),
        "topic" => new TopicClick(f.Text("topic", 64), f.OneOf("act", ("vote", TopicAct.Vote), ("plan", TopicAct.Plan), ("ask", TopicAct.Ask))),
        "group" => new GroupCheckInClick(f.Id("session"), f.Ids("people", MostPeople)),
        _ => null,
    };

    static CorrectClick Correct(string session, string person, (bool Present, bool Excused) to, string? reason) => new(session, person, to.Present, reason, to.Excused);

    /// <summary>The fields of a click; remembers whether one was wrong.</summary>
    sealed class Fields(JsonElement data)
    {
        const int IdChars = 64;
        /// <summary>The items of every form there is or was; which of them a form has is for its rule to say.</summary>
        static readonly string[] Items = ["content", "speaker", "use", "form", "practice", "media", "ready", "relation", "overall"];

        public bool Wrong { get; private set; }

        public string? Text(string name, int most)
        {
            if (!data.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null) return null;
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
            if (text is null || text.Length > most) Wrong = true;
            return Wrong || text!.Length == 0 ? null : text;
        }

        public string Needed(string name, int most)
        {
            var text = Text(name, most);
            if (text is null) Wrong = true;
            return text ?? "";
        }

        public string Id(string name)
        {
            var id = Needed(name, IdChars);
            if (!IsId(id)) Wrong = true;
            return id;
        }

        public string[] Ids(string name, int most)
        {
            string[] ids = [.. Needed(name, most * (IdChars + 1)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
            if (ids.Length == 0 || ids.Length > most || !ids.All(IsId)) Wrong = true;
            return ids;
        }

        /// <summary>The ticked ones of a list of choices; none is none.</summary>
        public int[] Numbers(string name, int most)
        {
            var numbers = new List<int>();
            foreach (var part in (Text(name, most * 7) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
                else Wrong = true;
            return [.. numbers.Distinct()];
        }

        public T OneOf<T>(string name, params ReadOnlySpan<(string Text, T Value)> values)
        {
            var text = Needed(name, 20);
            foreach (var (known, value) in values)
                if (text == known) return value;
            Wrong = true;
            return default!;
        }

        public bool Flag(string name) => OneOf(name, ("true", true), ("false", false));

        public int Number(string name)
        {
            if (!int.TryParse(Needed(name, 9), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) Wrong = true;
            return number;
        }

        public Dictionary<string, int> Ratings()
        {
            var ratings = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var item in Items)
                if (Text(item, 4) is { } text)
                    if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rating)) ratings[item] = rating;
                    else Wrong = true;
            return ratings;
        }

        static bool IsId(string id) => id.Length is > 0 and <= IdChars && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
    }
}
