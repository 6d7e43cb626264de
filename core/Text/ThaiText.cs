using System.Text;

namespace ChuanKhuy.Core.Text;

/// <summary>Thai text as people type it, made comparable and safe to keep.</summary>
public static class ThaiText
{
    public static string Normalise(string text) => text.Trim().Normalize(NormalizationForm.FormC);
    public static string Clean(string t, int m) => t.Length > m ? t[..m] : t;
    public static string CleanLines(string t, int m) => Clean(t, m);
}
