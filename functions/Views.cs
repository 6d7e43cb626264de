using System.Text.Encodings.Web;
using System.Text.Unicode;
using ChuanKhuy.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChuanKhuy.Functions;

/// <summary>Draws pages from Razor components, without middleware, on either host.</summary>
public sealed class Views(ILoggerFactory logs)
{
    // Thai letters as they are: the renderer's own encoder would write each as a number, five times as long.
    static readonly HtmlEncoder Thai = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task<IResult> Show<TView, TModel>(HttpRequest request, TModel model, int status = StatusCodes.Status200OK)
        where TView : View<TModel>
        where TModel : notnull
    {
        var html = await Html<TView, TModel>(model, SignInGate.Known(request) is { } person ? Menus.For(person, request.Path) : Menu.None);
        Pages.HardenPage(request);
        return Results.Content(html, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>A page as it is sent, or kept as a file.</summary>
    public async Task<string> Html<TView, TModel>(TModel model, Menu? menu = null)
        where TView : View<TModel>
        where TModel : notnull
    {
        await using var parts = new ServiceCollection().AddSingleton(Thai).AddSingleton(menu ?? Menu.None).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(parts, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var filled = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(View<>.Model)] = model });
            return (await renderer.RenderComponentAsync<TView>(filled)).ToHtmlString();
        });
    }

    public Task<IResult> Say(HttpRequest request, int status, string title, string text) =>
        Show<SentenceView, SentenceModel>(request, new(title, text), status);

    public Task<IResult> NotFound(HttpRequest request) =>
        Say(request, StatusCodes.Status404NotFound, "ไม่พบหน้านี้", "ลิงก์อาจพิมพ์ไม่ครบ หรือกิจกรรมถูกนำออกไปแล้ว ลองเปิดจากข้อความเดิมอีกครั้ง");

    /// <summary>On to another page of ours, by GET. <paramref name="path"/> is built by us, never a request's text.</summary>
    public static IResult SeeOther(HttpRequest request, string path)
    {
        Pages.HardenPage(request);
        request.HttpContext.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
