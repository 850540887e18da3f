using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Models;

/// <summary>A step of a scenario.</summary>
/// <param name="Service">The service.</param>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="From">The first port; null for every requirement with the direction and protocol.</param>
/// <param name="To">The last port; null for every requirement with the direction and protocol.</param>
/// <param name="Host">The host of the requirements, or null.</param>
/// <param name="PeerGroup">The peer group that the step names, or null.</param>
/// <param name="Substitutes">The peer groups that may take part in place of it, in their order.</param>
/// <param name="Symptom">What a person sees when the flow is missing.</param>
internal sealed record StepModel(
    ServiceModel Service,
    Direction Direction,
    Protocol Protocol,
    int? From,
    int? To,
    string? Host,
    PeerGroupModel? PeerGroup,
    EquatableArray<PeerGroupModel> Substitutes,
    string Symptom)
{
    /// <summary>The requirements that the step is about, in the order of declaration.</summary>
    public IEnumerable<RequirementModel> Requirements
    {
        get
        {
            foreach (var requirement in Service.Requirements)
                if (IsAbout(requirement))
                    yield return requirement;
        }
    }

    /// <summary>The ids of the peer groups that may take part, in their order.</summary>
    public IEnumerable<string> PeerGroups => PeerGroup is null ? [] : Substitutes.Select(group => group.Id).Prepend(PeerGroup.Id);

    /// <summary>The step as it is at run time.</summary>
    public ScenarioStep ToStep() =>
        new(Service.ToDefinition(), Direction, Protocol, From is { } from && To is { } to ? new PortRange(from, to) : null, Symptom)
        {
            Host = Host,
            PeerGroups = [.. PeerGroups],
        };

    /// <summary>Whether two steps are about the same flow.</summary>
    /// <param name="other">The other step.</param>
    public bool IsSameFlow(StepModel other) =>
        this with { Symptom = "" } == other with { Symptom = "" };

    private bool IsAbout(RequirementModel requirement) =>
        requirement.Direction == Direction
        && requirement.Protocol == Protocol
        && (From is null || (requirement.From == From && requirement.To == To))
        && (Host is null || string.Equals(requirement.Host, Host, StringComparison.OrdinalIgnoreCase));
}
