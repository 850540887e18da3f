using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>One question to one resolver, and how it ended. What servers say in it is a stranger's text.</summary>
/// <param name="Host">The host, as it was asked for.</param>
/// <param name="Family">The family of the addresses that were asked for.</param>
/// <param name="Resolver">The resolver that was asked.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Addresses">The addresses; empty unless it ended with some.</param>
internal sealed record Lookup(
    string Host, AddressFamily Family, string Resolver, int Round, LookupOutcome Outcome, ImmutableArray<Address> Addresses)
{
    /// <summary>More about a failure, such as the code of the server; or null.</summary>
    public string? Detail { get; init; }

    /// <summary>The seconds for which the addresses may be kept, the least of the records; null without addresses.</summary>
    public long? TimeToLive { get; init; }

    /// <summary>The names that the host is an alias of (CNAME), or whose addresses it has (SRV), in their order.</summary>
    public ImmutableArray<string> Chain { get; init; } = [];

    /// <summary>Whether the resolver knew the answer, even if it is that there are no addresses.</summary>
    public bool IsAnswer => Outcome is LookupOutcome.Addresses or LookupOutcome.NoAddress or LookupOutcome.NoSuchName;
}
