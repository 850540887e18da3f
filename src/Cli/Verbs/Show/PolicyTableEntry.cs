using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Cli.Verbs.Show;

/// <summary>A requirement and the allowance that brings it into a policy.</summary>
/// <param name="Allowance">The allowance.</param>
/// <param name="Requirement">The requirement.</param>
internal sealed record PolicyTableEntry(Allowance Allowance, Requirement Requirement)
{
    /// <summary>The remote side: fixed prefixes, else the host, else the peer group.</summary>
    public ImmutableArray<string> Peers =>
        !Requirement.Addresses.IsEmpty ? [.. Requirement.Addresses.Select(prefix => prefix.ToString())]
        : [Requirement.Host ?? Allowance.PeerGroup!];

    /// <summary>The origin of the rule it becomes.</summary>
    public Origin Origin => new(Allowance.Service.Id, Requirement.Source)
    {
        PeerGroup = Requirement.NeedsPeers ? Allowance.PeerGroup : null,
        Host = Requirement.Host,
        Basis = Requirement.Basis,
        Because = Allowance.Because,
        IncludedFrom = Allowance.IncludedFrom,
    };
}
