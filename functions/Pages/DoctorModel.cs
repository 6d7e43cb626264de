namespace ChuanKhuy.Pages;

/// <summary>What the doctor says, the worst first.</summary>
public sealed record DoctorModel(string Me, IReadOnlyList<DoctorLine> Lines);

public sealed record DoctorLine(string State, bool Good, string Subject, string Thai, string English, string Why, string Do, string Where);
