namespace Starface.Policy.Rules;

/// <summary>One permission as one requirement asks for it, before what is asked for several times is joined.</summary>
/// <param name="Key">What becomes one rule.</param>
/// <param name="Peer">The remote side.</param>
/// <param name="Origin">The service and row that asks for it.</param>
internal sealed record Grant(RuleKey Key, Peer Peer, Origin Origin) : IComparable<Grant>
{
    public int CompareTo(Grant? other)
    {
        if (other is null) return 1;
        var order = Key.CompareTo(other.Key);
        if (order == 0) order = Peer.CompareTo(other.Peer);
        return order != 0 ? order : Origin.CompareTo(other.Origin);
    }
}
