using System.Globalization;

namespace ChuanKhuy.Bench;

/// <summary>A figure with its control from the same run: `name: value unit (control: value) ratio`.</summary>
static class Figure
{
    /// <summary>The goals that were not reached in this run, each with its figure.</summary>
    public static List<string> Missed { get; } = [];

    /// <summary>Remembers a goal that was not reached.</summary>
    public static bool Goal(string name, double value, double? atLeast = null, double? atMost = null)
    {
        var reached = value >= (atLeast ?? value) && value <= (atMost ?? value);
        if (!reached) Missed.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.000} (goal: {(atLeast is null ? "at most" : "at least")} {atLeast ?? atMost:0.###})"));
        return reached;
    }

    public static void Print(string name, double value, string unit, double control) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.000} {unit} (control: {control:0.000}) {value / control:0.00}"));

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var all ? all[all.Length / 2] : 0;
}
