namespace Starface.Drift.Reports;

/// <summary>The source locations of the items of a drift report.</summary>
/// <param name="FindPolicies">Reads the lines of the policies whose sources are in the checkout.</param>
/// <param name="FileOfInstance">The file that describes an instance, for policies that come from a package and have no source here.</param>
/// <param name="FileOfStack">The file of a stack.</param>
/// <param name="IgnoreFile">The ignore file, or null.</param>
internal sealed record DriftPlaces(
    Func<PolicySources> FindPolicies, Func<string, string> FileOfInstance, Func<string, string> FileOfStack, string? IgnoreFile)
{
    private readonly Lazy<PolicySources> _policies = new(FindPolicies);

    /// <summary>The line that allows a service in a policy, else the policy's own, else the file of the instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="policy">The policy's id.</param>
    /// <param name="service">The service's id, or null.</param>
    public SourcePlace Find(string instance, string policy, string? service = null) =>
        _policies.Value.Find(policy, service) ?? new SourcePlace(FileOfInstance(instance), 1);
}
