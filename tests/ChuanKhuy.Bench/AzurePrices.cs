namespace ChuanKhuy.Bench;

/// <summary>
/// Prices in USD as we assume them for pay-as-you-go in Southeast Asia. They were not looked up on the provider's pages: replace them by the list of the day
/// (azure.microsoft.com/pricing: Azure Functions, plan Flex Consumption on demand; Table and Queue Storage; Block blobs, LRS) before relying on a sum. Left out: 5 GB of
/// logs, 100 GB of traffic and the bot's standard channels, which are free each month.
/// </summary>
static class AzurePrices
{
    public const double GigabyteSecond = 0.000026, FreeGigabyteSeconds = 100_000;
    public const double Execution = 0.40 / 1_000_000, FreeExecutions = 250_000;
    public const double TableOperation = 0.00045 / 10_000;
    public const double QueueOperation = 0.004 / 10_000;
    public const double BlobOperation = 0.065 / 10_000; // of a write, the dearest
    public const double TableGigabyteMonth = 0.06;

    /// <summary>An instance of 512 MB.</summary>
    public const double Gigabytes = 0.5;

    /// <summary>The least that an execution is billed with (Learn, "Azure Functions Flex Consumption plan", section "Billing").</summary>
    public const double LeastSeconds = 1;

    /// <summary>What is assumed about the platform: it looks into the queue this often although nothing is there. Not documented as a number.</summary>
    public const double PollsAnHour = 360;
}
