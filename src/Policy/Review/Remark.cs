namespace Starface.Policy.Review;

/// <summary>Something a reviewer says about a service or policy, and where. The compiler shows it in the editor.</summary>
/// <param name="Finding">What is said.</param>
/// <param name="Index">The requirement of the service or the allowance of the policy it is about; negative for the declaration itself.</param>
/// <param name="Part">The part of it.</param>
public sealed record Remark(Finding Finding, int Index, RemarkPart Part)
{
    /// <summary>A warning.</summary>
    internal static Remark Warning(string id, int index, RemarkPart part, string message) => new(new(id, Severity.Warning, message), index, part);
}
