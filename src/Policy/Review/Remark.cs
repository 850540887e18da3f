namespace Starface.Policy.Review;

/// <summary>Something a reviewer says about a service or policy, and where. The compiler shows it in the editor.</summary>
/// <param name="Finding">What is said.</param>
/// <param name="Index">The requirement of the service or the allowance of the policy it is about; negative for the declaration itself.</param>
/// <param name="Part">The part of it.</param>
public sealed record Remark(Finding Finding, int Index, RemarkPart Part)
{
    /// <summary>
    /// What mends it, where there is one obvious way: nothing where the requirement or allowance can go without a loss, the id of the service to
    /// allow where one is missing, what to write instead otherwise. Null where its author has to decide.
    /// </summary>
    public string? Mend { get; init; }

    /// <summary>A warning.</summary>
    internal static Remark Warning(string id, int index, RemarkPart part, string message, string? mend = null) =>
        new(new(id, Severity.Warning, message), index, part) { Mend = mend };

    /// <summary>A warning about a requirement or allowance that opens nothing of its own.</summary>
    internal static Remark Redundant(string id, int index, string message) => Warning(id, index, RemarkPart.Whole, message, mend: "");
}
