namespace ChuanKhuy.Functions;

/// <summary>One subject that the doctor looks at. Another subject is another class and one more line in <see cref="Doctor.Checks"/>.</summary>
public interface IDoctorCheck
{
    /// <summary>In Thai; stands before a check that did not come to its end.</summary>
    string Subject { get; }

    /// <summary>
    /// What is to be said, nothing when the installation does not have this subject. It may take as long as it likes: the doctor stops it.
    /// A check changes nothing that anybody would notice and prints no secret.
    /// </summary>
    Task<IReadOnlyList<Finding>> Look(Patient patient, CancellationToken ct);
}
