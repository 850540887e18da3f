using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Explanations;

/// <summary>What is known about the addresses of a name, such as a service tag or a security group.</summary>
internal readonly record struct NameMembers
{
    /// <summary>Addresses that are among its members for certain, or null for none.</summary>
    public PrefixSet? AtLeast { get; init; }

    /// <summary>The addresses that can be among its members, or null where any can.</summary>
    public PrefixSet? AtMost { get; init; }

    /// <summary>Whether all addresses of a range can be among its members.</summary>
    /// <param name="addresses">The range.</param>
    public bool CanContain(AddressRange addresses) => AtMost?.Contains(addresses) ?? true;
}
