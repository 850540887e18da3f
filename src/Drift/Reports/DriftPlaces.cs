namespace Starface.Drift.Reports;

/// <summary>Where the items of a drift report lead.</summary>
/// <param name="Policies">The lines of the policies whose sources are here.</param>
/// <param name="FileOfInstance">The file that describes an instance; whoever takes the policies from a package has no source of them.</param>
/// <param name="FileOfStack">The file of a stack.</param>
/// <param name="IgnoreFile">The ignore file, or null.</param>
internal sealed record DriftPlaces(PolicySources Policies, Func<string, string> FileOfInstance, Func<string, string> FileOfStack, string? IgnoreFile)
{
    /// <summary>The line that allows a service in a policy, else the policy's own, else the file of the instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="policy">The policy's id.</param>
    /// <param name="service">The service's id, or null.</param>
    public SourcePlace Of(string instance, string policy, string? service = null) => Policies.Find(policy, service) ?? new SourcePlace(FileOfInstance(instance), 1);
}
