using System.Reflection;
using ChuanKhuy.Core.Storage;

namespace ChuanKhuy.Functions.Server;

/// <summary>Maps the HTTP functions as endpoints and is the one place where an unexpected fault of a request ends.</summary>
public static partial class HttpFunctions
{
    public static void MapFunctions(this IEndpointRouteBuilder app, IEnumerable<Function> functions)
    {
        var log = app.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("ChuanKhuy.Http");
        foreach (var function in functions)
            if (function.Trigger is HttpTriggerAttribute http)
            {
                if (function.Method.GetCustomAttribute<OpenToAttribute>() is not { } open)
                    throw new InvalidOperationException($"{function.Name} does not declare whom it is open to.");
                var run = RequestDelegateFactory.Create(function.Method, context => context.RequestServices.GetRequiredService(function.Class)).RequestDelegate;
                app.MapMethods($"/{http.Route ?? function.Name}", http.Methods, context => Guarded(context, run, function.Name, open.Door, log));
            }
    }

    static async Task Guarded(HttpContext context, RequestDelegate run, string function, Door door, ILogger log)
    {
        try
        {
            if (context.RequestServices.GetRequiredService<Throttle>().Refuses(context.Request, door) is { } wait) await TooMany(context, wait);
            else await run(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (BadHttpRequestException bad)
        {
            await Fail(context, bad.StatusCode, "คำขอนี้อ่านไม่ได้", "The request could not be read.");
        }
        catch (StoreUnavailableException)
        {
            Log.NoStore(log, function, context.TraceIdentifier);
            context.Response.Headers.RetryAfter = "5";
            await Fail(context, StatusCodes.Status503ServiceUnavailable, "ระบบเก็บข้อมูลไม่ตอบ ลองใหม่อีกครั้งในอีกสักครู่", "The store does not answer. Try again in a moment.");
        }
        catch (Exception fault)
        {
            Log.Fault(log, function, context.TraceIdentifier, fault.GetType().Name, fault.StackTrace);
            await Fail(context, StatusCodes.Status500InternalServerError, "เกิดข้อผิดพลาดที่เราไม่ได้คาดไว้", "Something unexpected went wrong.");
        }
    }

    static async Task TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            await Fail(context, StatusCodes.Status429TooManyRequests, "ขอบ่อยเกินไป รอสักครู่แล้วลองใหม่", "Too many requests. Wait a moment and try again.");
        else
            await (await context.RequestServices.GetRequiredService<Views>().Say(
                context.Request, StatusCodes.Status429TooManyRequests, "ขอบ่อยเกินไป", "รอสักครู่แล้วลองใหม่ ถ้าทั้งสำนักงานใช้พร้อมกัน แจ้งผู้ดูแลระบบให้เพิ่มค่า Web:PerAddress")).ExecuteAsync(context);
    }

    static Task Fail(HttpContext context, int status, string thai, string english) =>
        context.Response.HasStarted ? Task.CompletedTask : Problems.Of(status, thai, english).ExecuteAsync(context);

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Function} {Request}: the store does not answer")]
        public static partial void NoStore(ILogger log, string function, string request);

        // Not the message: it may hold what a person typed.
        [LoggerMessage(2, LogLevel.Error, "{Function} {Request}: {Fault}\n{Stack}")]
        public static partial void Fault(ILogger log, string function, string request, string fault, string? stack);
    }
}
