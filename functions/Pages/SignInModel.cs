namespace ChuanKhuy.Pages;

/// <summary>The page of a one-time link before it is used.</summary>
/// <param name="Call">How the person is called: "คุณสมหญิง".</param>
/// <param name="Form">The token that shows that the button was pressed on our own page.</param>
public sealed record SignInModel(string Call, string Form);
