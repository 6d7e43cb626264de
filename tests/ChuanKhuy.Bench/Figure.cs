using System.Globalization;

namespace ChuanKhuy.Bench;

/// <summary>A figure with its control from the same run: `name: value unit (control: value) ratio`.</summary>
static class Figure
{
    public static void Print(string name, double value, string unit, double control) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.000} {unit} (control: {control:0.000}) {value / control:0.00}"));

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var all ? all[all.Length / 2] : 0;
}
