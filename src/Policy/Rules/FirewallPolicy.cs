using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy;

/// <summary>
/// A policy made for an instance: the base of the typed policy classes the generator completes.
/// Its rules, flows and digest are computed once, when first read.
/// </summary>
public abstract class FirewallPolicy
{
    private readonly Lazy<RuleSet> _rules;
    private readonly Lazy<FlowSet> _flows;
    private readonly Lazy<string> _digest;
    private PolicyArguments _arguments;

    /// <summary>A policy for an instance.</summary>
    /// <param name="definition">The policy as declared.</param>
    /// <param name="arguments">What the instance adds.</param>
    protected FirewallPolicy(PolicyDefinition definition, PolicyArguments arguments)
    {
        Definition = definition;
        _arguments = new PolicyArguments(arguments);
        _rules = new Lazy<RuleSet>(Compile);
        _flows = new Lazy<FlowSet>(() => FlowSet.From(FlowRanges(_rules.Value.Rules)));
        _digest = new Lazy<string>(() => FlowDigest.From(_flows.Value));
    }

    /// <summary>The policy as declared.</summary>
    public PolicyDefinition Definition { get; }

    /// <summary>What the instance adds.</summary>
    public PolicyArguments Arguments => _arguments;

    /// <summary>The PBX version of the instance; the policy's own when the instance names none; null is the current release.</summary>
    public PbxVersion? PbxVersion
    {
        get => _arguments.PbxVersion ?? Definition.PbxVersion;
        init => _arguments = new PolicyArguments(_arguments) { PbxVersion = value };
    }

    /// <summary>Addresses pinned for host names, so that a requirement on a host opens only to them.</summary>
    public PinnedHosts Hosts
    {
        get => _arguments.Hosts;
        init => _arguments = new PolicyArguments(_arguments) { Hosts = value };
    }

    /// <summary>The normalised rules, in the order of direction, protocol and ports.</summary>
    /// <exception cref="PolicyException">A peer group is empty or unknown, or two settings are in each other's way.</exception>
    public ImmutableArray<Rule> Rules => _rules.Value.Rules;

    /// <summary>Problems of the policy, such as hosts that are not pinned and services without a requirement for the PBX version.</summary>
    public ImmutableArray<Problem> Findings => _rules.Value.Findings;

    /// <summary>The exact set of flows the policy permits.</summary>
    public FlowSet Flows => _flows.Value;

    /// <summary>
    /// The SHA-256 of the permitted flows in canonical order, in lower-case hexadecimal. Two policies have the same digest
    /// if and only if they permit the same flows, on whichever cloud.
    /// </summary>
    public string Digest => _digest.Value;

    /// <summary>
    /// The rule table: a heading with the policy's id and title, then a line for each rule with the services and rows it serves. A policy
    /// whose arguments do not fit says why in place of the rules.
    /// </summary>
    public override string ToString() => PolicyText.Describe(this);

    /// <summary>The ports of a setting. Generated properties call it.</summary>
    /// <param name="name">The setting's name.</param>
    protected PortRange GetSetting(string name) =>
        _arguments.Settings.TryGetValue(name, out var moved) ? moved : Definition.Settings.First(setting => setting.Name == name).Default;

    /// <summary>Moves a setting to one port. Generated properties call it from their initialiser.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is outside 1 to 65535.</exception>
    protected void SetSetting(string name, int port)
    {
        if (port is < 1 or > 65535)
            throw new ArgumentOutOfRangeException(name, port, $"{name} is {port}; a port lies between 1 and 65535.");
        SetSetting(name, new PortRange(port, port));
    }

    /// <summary>Moves a setting to a range of ports. Generated properties call it from their initialiser.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="ports">The ports, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range begins at port 0.</exception>
    protected void SetSetting(string name, PortRange ports)
    {
        if (ports.From < 1)
            throw new ArgumentOutOfRangeException(name, ports, $"{name} is {ports}; a port lies between 1 and 65535.");
        _arguments = new PolicyArguments(_arguments) { Settings = _arguments.Settings.SetItem(name, ports) };
    }

    private RuleSet Compile()
    {
        _arguments.Hosts.MakeReadOnly();
        return RuleCompiler.Compile(Definition, _arguments);
    }

    private static IEnumerable<FlowRange> FlowRanges(ImmutableArray<Rule> rules)
    {
        foreach (var rule in rules)
        {
            foreach (var range in rule.FlowRanges())
                yield return range;
        }
    }
}
