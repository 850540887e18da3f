using Starface.Policy.Flows;

namespace Starface.Policy.Rules;

/// <summary>What makes two permissions the same rule: everything but the remote side.</summary>
internal sealed record RuleKey(Direction Direction, Protocol Protocol, PortRange Ports) : IComparable<RuleKey>
{
    public bool Equals(RuleKey? other) => CompareTo(other) == 0;

    public override int GetHashCode() => (((int)Direction * 31) + (int)Protocol) * 31 + Ports.GetHashCode();

    public int CompareTo(RuleKey? other)
    {
        if (other is null) return 1;
        var order = ((int)Direction).CompareTo((int)other.Direction);
        if (order == 0) order = ((int)Protocol).CompareTo((int)other.Protocol);
        return order != 0 ? order : Ports.CompareTo(other.Ports);
    }

    public override string ToString() =>
        RuleText.HasPorts(Protocol) || Ports != PortRange.All
            ? $"{RuleText.Describe(Direction)} {RuleText.Describe(Protocol)} {RuleText.Ports(Protocol, Ports)}"
            : $"{RuleText.Describe(Direction)} {RuleText.Describe(Protocol)}";
}
