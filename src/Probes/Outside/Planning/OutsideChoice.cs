using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Probes.Outside.Planning;

/// <summary>What is known of an instance and of the machine outside of it, and what of it is to be tried.</summary>
internal sealed record OutsideChoice
{
    /// <summary>The addresses of the instance, which a person names: they are not in its policy.</summary>
    public ImmutableArray<Address> Targets { get; init; } = [];

    /// <summary>The name by which clients reach the instance, which its certificate has; null where it is not known.</summary>
    public string? Host { get; init; }

    /// <summary>The services that are to be tried; empty for all.</summary>
    public ImmutableSortedSet<string> Services { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether a listener is asked; else the software of the PBX.</summary>
    public bool HasListener { get; init; }

    /// <summary>Whether something other than a listener sends sound back, such as <c>sipp -rtp_echo</c>.</summary>
    public bool HasEcho { get; init; }
}
