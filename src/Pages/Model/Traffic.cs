using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Pages.Model;

/// <summary>A protocol with its ports, as tables write them.</summary>
/// <param name="Protocol">The protocol, such as <c>tcp</c>.</param>
/// <param name="Ports">The ports, such as <c>5061</c>, <c>10000-20000</c> or <c>all</c>.</param>
internal readonly record struct Traffic(string Protocol, string Ports)
{
    /// <summary>The traffic of a rule.</summary>
    public static Traffic From(Protocol protocol, PortRange ports) => new(RuleText.Describe(protocol), RuleText.Ports(protocol, ports));

    /// <summary>Protocol and ports in a phrase.</summary>
    public override string ToString() => Ports.Length == 0 ? Protocol : $"{Protocol} {Ports}";
}
