using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Clouds;

/// <summary>What is known about the members of a name, such as a service tag or a security group.</summary>
internal readonly record struct NameFacts
{
    /// <summary>Its addresses, or null where they are not known.</summary>
    public PrefixSet? Members { get; init; }

    /// <summary>The name that contains all its members as well, or null where no such name is known.</summary>
    public string? Parent { get; init; }

    /// <summary>Addresses that are among its members for certain, or null.</summary>
    public PrefixSet? AtLeast { get; init; }

    /// <summary>A name that has no address in common with it, or null.</summary>
    public string? Apart { get; init; }

    /// <summary>The addresses that can be among its members, or null where any can.</summary>
    public PrefixSet? AtMost { get; init; }
}
