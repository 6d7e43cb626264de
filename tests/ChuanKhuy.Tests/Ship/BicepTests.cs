using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ChuanKhuy.Functions;
using ChuanKhuy.Tests.Cards;

namespace ChuanKhuy.Tests.Ship;

/// <summary>The template for Azure and its parameters compile with Microsoft's compiler, and its linter finds nothing. Whether Azure takes them needs a subscription.</summary>
public sealed class BicepTests
{
    [Fact]
    public async Task The_template_compiles_the_parameters_fit_and_the_linter_is_silent()
    {
        var compiler = typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;
        using var process = Process.Start(new ProcessStartInfo(compiler, ["build-params", Repository.File("infra", "main.bicepparam"), "--stdout"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (built, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && (await complaints).Length == 0, await complaints);
        using var output = JsonDocument.Parse(await built);
        using var template = JsonDocument.Parse(output.RootElement.GetProperty("templateJson").GetString()!);
        var resources = template.RootElement.GetProperty("resources") is { ValueKind: JsonValueKind.Object } named ? [.. named.EnumerateObject().Select(r => r.Value)] : template.RootElement.GetProperty("resources").EnumerateArray().ToList();
        JsonElement The(string type) => resources.Single(r => r.GetProperty("type").GetString() == type).GetProperty("properties");

        Assert.False(The("Microsoft.Storage/storageAccounts").GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.Equal(512, The("Microsoft.Web/sites").GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("instanceMemoryMB").GetInt32());
        Assert.True(The("Microsoft.KeyVault/vaults").GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.Equal("MsTeamsChannel", The("Microsoft.BotService/botServices/channels").GetProperty("channelName").GetString());
        Assert.Contains("dailyQuotaGb", The("Microsoft.OperationalInsights/workspaces").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, The("Microsoft.Consumption/budgets").GetProperty("notifications").EnumerateObject().Count());

        // What the template sets is what the program reads.
        var set = The("Microsoft.Web/sites/config").ToString().Split('\'')
            .Where(part => part.Split("__") is ["Storage" or "Web" or "Teams" or "Webex" or "Office", _]).Select(part => part.Replace("__", ":", StringComparison.Ordinal)).ToList();
        Assert.Contains("Web:BaseUrl", set);
        Assert.Empty(set.Except(SettingsCheck.Names, StringComparer.Ordinal));
    }
}
