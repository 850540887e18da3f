using Starface.Policy.Flows;

namespace Starface.Policy.Rules;

/// <summary>What makes two permissions the same rule: everything but the remote side.</summary>
internal sealed record RuleKey(Direction Direction, Protocol Protocol, PortRange Ports) : IComparable<RuleKey>
{
    public int CompareTo(RuleKey? other)
    {
        if (other is null) return 1;
        var order = Direction.CompareTo(other.Direction);
        if (order == 0) order = Protocol.CompareTo(other.Protocol);
        return order != 0 ? order : Ports.CompareTo(other.Ports);
    }

    public override string ToString() =>
        RuleText.HasPorts(Protocol) || Ports != PortRange.All
            ? $"{RuleText.Of(Direction)} {RuleText.Of(Protocol)} {RuleText.Ports(Protocol, Ports)}"
            : $"{RuleText.Of(Direction)} {RuleText.Of(Protocol)}";
}
