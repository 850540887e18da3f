using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Exposure;

/// <summary>Flows about which the layers of an interface and a plan differ.</summary>
/// <param name="Flows">
/// The flows. A named group in them stands for its members, beyond those whose addresses are listed beside it.
/// </param>
/// <param name="IsCertain">Whether it is so whatever the members of names are, and whatever is not known of the layers.</param>
internal sealed record FlowFinding(FlowSet Flows, bool IsCertain)
{
    /// <summary>The names on whose members it depends, in ordinal order.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The layers of which it is not known whether they let the flows through, by their titles.</summary>
    public ImmutableArray<string> Layers { get; init; } = [];
}
