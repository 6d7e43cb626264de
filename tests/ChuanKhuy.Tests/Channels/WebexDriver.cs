using ChuanKhuy.Tests.Webex;

namespace ChuanKhuy.Tests.Channels;

/// <summary>Webex, over its fake.</summary>
sealed class WebexDriver(WebexOffice webex) : Driver
{
    public override string Name => "webex";

    public override Office Office => webex.Office;

    public static async Task<Driver> Open() => new WebexDriver(await WebexOffice.Open());

    public override Task Says(string person, string text) => webex.Says(person, text);

    public override Task Presses(string person, string verb, IReadOnlyList<(string Name, string Value)> which, params (string Name, string Value)[] inputs) =>
        webex.Presses(person, verb, which, inputs.ToDictionary(i => i.Name, i => i.Value));

    /// <summary>The room with everything that was said in it; what was taken back shows that it is gone.</summary>
    public override Task<IReadOnlyList<string>> Shown(string person)
    {
        var room = webex.Webex.Direct(WebexOffice.Address(person));
        return Task.FromResult<IReadOnlyList<string>>([.. webex.Webex.Messages.Concat(webex.Webex.Deleted).Where(m => m.Room == room).OrderBy(m => m.Number).Select(m =>
            m.By != webex.Webex.Me ? $"> {m.Text}"
            : $"{(m.Parent is null ? "" : "(in the thread) ")}{(webex.Webex.Deleted.Contains(m) ? "(taken back) " : "")}{m.Markdown}\n--- card\n{Draw(m.Card)}")]);
    }

    public override async Task MoveTo(DateTimeOffset at)
    {
        await webex.Office.MoveTo(at);
        await webex.Settle();
        Assert.Empty(webex.Webex.Refused);
    }

    public override ValueTask DisposeAsync() => webex.DisposeAsync();
}
