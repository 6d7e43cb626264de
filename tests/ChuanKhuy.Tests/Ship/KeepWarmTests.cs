using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChuanKhuy.Tests.Ship;

/// <summary>The timer calls our own front door in office hours while a session is near, and only when it is told to.</summary>
public sealed class KeepWarmTests
{
    [Theory]
    [InlineData("true", -7, 10, 1)]
    [InlineData("true", -7, 5, 0)]  // before the office opens
    [InlineData("true", -3, 10, 0)] // a Sunday
    [InlineData("true", -20, 10, 0)] // nothing near
    [InlineData("false", -7, 10, 0)]
    [InlineData(null, -7, 10, 0)]
    public async Task Only_in_office_hours_and_only_when_a_session_is_near(string? setting, int days, int hour, int calls)
    {
        var called = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var front = builder.Build();
        front.MapGet("/healthz", () => { Interlocked.Increment(ref called); return Results.StatusCode(503); });
        await front.StartAsync();
        await using var office = await Office.Open(configure: b => (b.Configuration["Web:KeepWarm"], b.Configuration["Web:BaseUrl"]) = (setting, front.Urls.Single()));
        await office.Plan();
        await office.JumpTo(new DateTimeOffset(Office.Starts.Date.AddDays(days).AddHours(hour), Office.Starts.Offset));
        Assert.Equal(calls, called);
    }
}
