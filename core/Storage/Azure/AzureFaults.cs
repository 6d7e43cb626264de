using System.Net.Http;
using Azure;
using Azure.Identity;

namespace ChuanKhuy.Core.Storage;

/// <summary>
/// What Azure's answers mean. Source: Microsoft Learn, "Status and error codes" of Storage services: a busy server has not done the work,
/// a timed-out or broken request may have.
/// </summary>
internal static class AzureFaults
{
    /// <summary>Whether the exception says that the service did not do as asked, rather than that our program is wrong or the caller gave up.</summary>
    public static bool Are(Exception e, CancellationToken ct) => e switch
    {
        RequestFailedException { Status: 0 or 401 or 403 or 408 or 413 or 429 or >= 500 } => true,
        RequestFailedException { ErrorCode: "TableBeingDeleted" or "QueueBeingDeleted" or "ContainerBeingDeleted" or "RequestBodyTooLarge" } => true,
        OperationCanceledException => !ct.IsCancellationRequested, // the network's own time limit
        AggregateException or IOException or HttpRequestException or AuthenticationFailedException => true,
        _ => false,
    };

    /// <param name="e">The exception.</param>
    /// <param name="writes">Whether the call was to change something.</param>
    public static Exception Told(Exception e, bool writes) => e switch
    {
        RequestFailedException { Status: 401 or 403 } or AuthenticationFailedException => new StoreFaultException(
            "Azure Storage ไม่อนุญาตให้เข้าใช้ กรุณาตรวจสอบ Storage:Connection และสิทธิ์ของบัญชี",
            "Azure Storage refuses access; check Storage:Connection and the rights of the identity.", e),
        RequestFailedException { Status: 413 } or RequestFailedException { ErrorCode: "RequestBodyTooLarge" } => new ArgumentException("The write is too large for Azure Storage.", e),
        _ => new StoreUnavailableException("Azure Storage did not answer.", writes && !IsCertain(e), e),
    };

    // Nothing was written for certain: the service said so, or the request never left.
    static bool IsCertain(Exception e) => e switch
    {
        RequestFailedException { ErrorCode: "ServerBusy" } => true,
        RequestFailedException { Status: > 0 and < 500 and not 408 } => true,
        RequestFailedException { InnerException: HttpRequestException inner } => NeverLeft(inner),
        HttpRequestException http => NeverLeft(http),
        _ => false,
    };

    static bool NeverLeft(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
}
