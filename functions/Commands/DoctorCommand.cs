using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChuanKhuy.Core;
using ChuanKhuy.Core.Storage;
using ChuanKhuy.Functions.Server;

namespace ChuanKhuy.Functions.Commands;

/// <summary>`doctor [--json]`: says what is missing, why it matters and what to do. Runs where nothing else starts, and beside a running server.</summary>
static class DoctorCommand
{
    /// <summary>Thai letters as they are.</summary>
    static readonly DoctorJson thai = new(new(DoctorJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    static readonly Option<bool> Json = new("--json") { Description = "พิมพ์เป็น JSON (print JSON)" };

    public static Command Make()
    {
        var command = new Command("doctor", "ตรวจทุกอย่างที่ต้องมี (check everything that is needed)") { Json };
        command.SetAction((parsed, ct) => Run(Where.Read(parsed), parsed.GetValue(Json), Console.Out, ct));
        return command;
    }

    /// <summary>0: all is well; 1: something is missing or will be.</summary>
    /// <param name="configure">A last word on the settings, for tests.</param>
    /// <param name="way">Another way to the outside, for tests.</param>
    internal static async Task<int> Run(
        Where where, bool json, TextWriter output, CancellationToken ct, string? environment = null, Action<WebApplicationBuilder>? configure = null, TimeProvider? time = null, HttpMessageHandler? way = null, TimeSpan? patience = null)
    {
        var builder = Installation.Settings(where, environment);
        configure?.Invoke(builder);
        var clock = time ?? TimeProvider.System;
        var (store, trouble) = await Open(builder.Configuration, clock, ct);
        await using var closing = store;
        var patient = Patient.Of(builder.Configuration, builder.Environment.IsDevelopment(), store, trouble, clock, way);
        using var outside = patient.Outside;
        var findings = await Doctor.Examine(patient, Doctor.Checks, patience ?? Doctor.Patience, ct);
        await output.WriteLineAsync(json ? JsonSerializer.Serialize(findings, thai.IReadOnlyListFinding) : AsText(findings));
        return findings.All(finding => finding.Health is Health.Good) ? 0 : 1;
    }

    /// <summary>A store that was never made is not made by looking for it.</summary>
    static async Task<(OpenStore? Store, TroubleException? Trouble)> Open(IConfiguration settings, TimeProvider time, CancellationToken ct)
    {
        try
        {
            var set = StoreSettingsReader.From(settings);
            return set.Kind == "Sqlite" && !File.Exists(set.Path) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(set.Path)))
                ? (null, null)
                : (await Stores.Open(set, time, ct), null);
        }
        catch (TroubleException trouble)
        {
            return (null, trouble);
        }
    }

    static string AsText(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{finding.Word}\t{finding.Subject}: {finding.Thai} ({finding.English})\n");
            if (finding.Health is not Health.Good) text.Append(CultureInfo.InvariantCulture, $"\tเพราะ: {finding.Why}\n\tทำ: {finding.Do}\n\tที่: {finding.Where}\n");
        }
        var (missing, warned) = (findings.Count(f => f.Health is Health.Missing), findings.Count(f => f.Health is Health.Warning));
        return text.Append(missing + warned == 0
            ? "เรียบร้อยทั้งหมด (all is well)"
            : string.Create(CultureInfo.InvariantCulture, $"ขาด {missing} เตือน {warned} ({missing} missing, {warned} warnings)")).ToString();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
