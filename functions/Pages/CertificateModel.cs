namespace ChuanKhuy.Pages;

/// <summary>A certificate of attendance, ready to print.</summary>
/// <param name="Office">Empty when the installation has not named its office.</param>
/// <param name="Given">The day of the session, as letters write it.</param>
public sealed record CertificateModel(string Me, string Office, string Name, string Position, string Kind, string Title, string Given, string Time, string Speakers);
