using System.Text.Json.Serialization;

namespace ChuanKhuy.Functions;

/// <summary>Refusals over HTTP: a status, a Thai sentence for people and an English one beside it. Never a stack trace.</summary>
public static class Problems
{
    public static IResult Of(int status, string thai, string english) =>
        Results.Json(new Problem(thai, english), ProblemJson.Default.Problem, statusCode: status);

    public static IResult BadRequest(string thai, string english) => Of(StatusCodes.Status400BadRequest, thai, english);
}

internal sealed record Problem(string Message, string English);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
