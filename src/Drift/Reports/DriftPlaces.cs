namespace Starface.Drift.Reports;

/// <summary>The source locations of the items of a drift report.</summary>
/// <param name="findPolicies">Reads the lines of the policies whose sources are in the checkout.</param>
/// <param name="fileOfInstance">The file that describes an instance, for policies that come from a package and have no source here.</param>
/// <param name="fileOfStack">The file of a stack.</param>
/// <param name="ignoreFile">The ignore file, or null.</param>
internal sealed class DriftPlaces(
    Func<PolicySources> findPolicies, Func<string, string> fileOfInstance, Func<string, string> fileOfStack, string? ignoreFile)
{
    private readonly Lazy<PolicySources> _policies = new(findPolicies);

    /// <summary>The ignore file, or null.</summary>
    public string? IgnoreFile => ignoreFile;

    /// <summary>The line that allows a service in a policy, else the policy's own, else the file of the instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="policy">The policy's id.</param>
    /// <param name="service">The service's id, or null.</param>
    public SourcePlace Find(string instance, string policy, string? service = null) =>
        _policies.Value.Find(policy, service) ?? new SourcePlace(fileOfInstance(instance), 1);

    /// <summary>The file that describes an instance.</summary>
    /// <param name="instance">The instance's name.</param>
    public string FileOfInstance(string instance) => fileOfInstance(instance);

    /// <summary>The file of a stack.</summary>
    /// <param name="stack">The stack's name.</param>
    public string FileOfStack(string stack) => fileOfStack(stack);
}
