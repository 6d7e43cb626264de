using System.Text;

namespace ChuanKhuy.Core.Text;

/// <summary>Thai text as people type it, made comparable and safe to keep.</summary>
public static class ThaiText
{
    public static string Normalise(string text) => text.Trim().Normalize(NormalizationForm.FormC);
}
