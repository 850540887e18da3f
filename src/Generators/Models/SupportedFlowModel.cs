namespace Starface.Generators.Models;

/// <summary>The service and the peer groups of a step of a scenario.</summary>
/// <param name="Assembly">The name of the service's assembly.</param>
/// <param name="Service">The metadata name of the service's class.</param>
/// <param name="PeerGroups">The classes of the peer groups with <c>global::</c>; empty where the service names its remote side.</param>
internal sealed record SupportedFlowModel(string Assembly, string Service, EquatableArray<string> PeerGroups)
{
    private const string Anywhere = "global::Starface.Policy." + nameof(Policy.Anywhere);

    /// <summary>Whether the step may need what an allowance opens.</summary>
    /// <param name="allowance">The allowance.</param>
    public bool Needs(AllowanceModel allowance) =>
        allowance.Service.Type.MetadataName == Service
        && allowance.Service.Type.Assembly == Assembly
        && (allowance.PeerGroup is not { } group || group.FullName == Anywhere || PeerGroups.Contains(group.FullName));
}
