using System.Collections.Immutable;
using Starface.Policy.Review;

namespace Starface.Policy.Expectations;

/// <summary>What no instance of a fleet may permit, whatever its policy and peers are.</summary>
/// <param name="Flows">The flows that it is about.</param>
/// <param name="Place">Where it is.</param>
internal abstract record Guardrail(TestedFlows Flows, Place Place)
{
    /// <summary>Why it is there, in its author's words, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The guardrail as it is written.</summary>
    public abstract string Words { get; }
}

/// <summary>None of the flows may be permitted.</summary>
/// <inheritdoc/>
internal sealed record NeverOpen(TestedFlows Flows, Place Place) : Guardrail(Flows, Place)
{
    /// <inheritdoc/>
    public override string Words => $"never: {Flows.Words}";
}

/// <summary>The flows may be permitted from or to some remote sides alone.</summary>
/// <param name="Flows">The flows that it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Remotes">The remote sides.</param>
internal sealed record OnlyFrom(TestedFlows Flows, Place Place, ImmutableArray<Peer> Remotes) : Guardrail(Flows, Place)
{
    /// <inheritdoc/>
    public override string Words => $"{Flows.Words}, only-from: {RuleText.Few([.. Remotes.Select(remote => remote.ToString())])}";
}

/// <summary>
/// The flows may be permitted for so many public addresses at most. Private addresses do not count, and neither do security groups of AWS
/// and application security groups of Azure: their members are machines of one's own.
/// </summary>
/// <param name="Flows">The flows that it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Most">The number of public IPv4 addresses, and of IPv6 networks of 64 bits.</param>
internal sealed record AtMost(TestedFlows Flows, Place Place, long Most) : Guardrail(Flows, Place)
{
    /// <inheritdoc/>
    public override string Words => FormattableString.Invariant($"{Flows.Words}, at-most: {Most}");

    /// <summary>Whether more public addresses than that are reached.</summary>
    /// <param name="reach">The public addresses that are reached.</param>
    public bool IsExceededBy(PublicReach reach) => reach.IPv4 > Most || reach.IPv6 > Most;

    /// <summary>How open the flows are, as the end of a sentence.</summary>
    /// <param name="reach">The public addresses that are reached.</param>
    public string Describe(PublicReach reach) =>
        $"it is open {(Flows.Ranges[0].Direction == Direction.Inbound ? "from" : "to")} {reach.Describe()}";
}

/// <summary>What permits the flows must have a last day.</summary>
/// <inheritdoc/>
internal sealed record MustExpire(TestedFlows Flows, Place Place) : Guardrail(Flows, Place)
{
    /// <inheritdoc/>
    public override string Words => $"{Flows.Words}, must-expire: true";
}
