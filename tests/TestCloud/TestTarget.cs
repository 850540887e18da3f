using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.TestCloud;

/// <summary>
/// A cloud with one firewall for each instance, whose rules are looked at in the order of their priorities. It has no tags.
/// </summary>
internal sealed class TestTarget : CloudTarget
{
    public const string Zone = "zone";
    private const string Firewall = "test:net/firewall:Firewall";
    private const int MostRules = 100;
    private const int FirstPriority = 100;
    private const int ClosingPriority = 9999;

    private TestTarget()
    {
    }

    public static TestTarget Instance { get; } = new();

    public override string Id => "test";

    public override string Name => "Test Cloud";

    internal override string ComponentNoun => "Group";

    internal override (string Package, string Version) Provider => ("test", "1.2.3");

    internal override ImmutableArray<string> ConfigKeys { get; } = [Zone];

    internal override ImmutableArray<string> PlacementTypes => [];

    internal override string WhereGroupsLeave => "nothing gets through";

    internal override bool HasSeveralGroups => false;

    internal override RecordedPlacement ReadPlacement(string instance, IEnumerable<RecordedResource> resources) => new([], []);

    internal override ImmutableArray<KeyDescription> DescribedKeys { get; } =
        [new(Zone, "The zone of the firewall.", KeyForm.Text, "zone-1") { IsRequired = true }];

    internal override StringComparer NameComparer => StringComparer.Ordinal;

    internal override TagRules TagRules { get; } = new(Most: 0, LongestKey: 0, LongestValue: 0);

    internal override bool HasOrderedRules => true;

    public override Plan Plan(PlanRequest request)
    {
        InstanceName.Require(request.Name);
        List<PropertyMap> rules = [];
        foreach (var rule in request.Policy.Rules)
        {
            if (FindGap(rule.Protocol, rule.Ports) is { } gap)
                throw new PolicyException(Problem.Error(ProblemIds.NotExpressible, $"{Name} cannot express a rule: {gap}"));
            foreach (var peer in rule.Peers)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{rule.Direction}-{rule.Protocol}-{rule.Ports}-{rules.Count}")
                    .ToLowerInvariant();
                rules.Add(RuleOf(rule, name, FirstPriority + rules.Count, peer.Peer.ToString()));
            }
        }

        foreach (var direction in (Direction[])[Direction.Inbound, Direction.Outbound])
        {
            rules.Add(new PropertyMap
            {
                { "name", $"close-{direction}".ToLowerInvariant() },
                { "direction", direction.ToString() },
                { "action", "drop" },
                { "priority", ClosingPriority },
                { "protocol", "any" },
                { "remote", "any" },
            });
        }


        ImmutableArray<PlannedResource> resources =
        [
            new(
                Firewall,
                request.Name,
                new PropertyMap { { "rules", new PropertyList([.. rules]) } },
                [.. request.Policy.Rules.SelectMany(rule => rule.Origins).Distinct().Order()]),
        ];
        PlanProof.Check(this, request, ReadFlows(resources));
        var quota = new Quota("rules", rules.Count, MostRules);
        return new Plan(this, request, resources, [quota], [.. request.Policy.Findings]);
    }

    internal override FlowSet ReadFlows(Plan plan) => ReadFlows(plan.Resources);

    internal override PlannedDescriptions ReadDescriptions(Plan plan) =>
        PlannedDescriptions.ByName(RulesOf(plan.Resources).Select(rule => (rule.Text("name")!, "")), NameComparer);

    internal override IEnumerable<PlannedRow> ReadRows(Plan plan) => RulesOf(plan.Resources).Select(rule => new PlannedRow(
        rule.Text("name")!,
        Enum.Parse<Direction>(rule.Text("direction")!),
        rule.Text("protocol") is { } protocol and not "any" ? protocol : PlannedRow.All,
        rule.Text("ports") ?? PlannedRow.All,
        rule.Text("action") == "accept",
        [rule.Text("remote") is { } remote and not "any" ? remote : PlannedRow.Everyone],
        [],
        rule.Text("name")));

    internal override string InterfacesCommand => "testcloud interfaces";

    internal override bool IsClosing(LiveRule rule) => rule.Priority == ClosingPriority;

    internal override string? FindGap(Protocol protocol, PortRange ports) =>
        protocol is Protocol.Tcp or Protocol.Udp ? null : $"its rules have no protocol {protocol}";

    internal override string? FindShortage(FirewallPolicy policy) =>
        policy.Rules.Length + 2 <= MostRules ? null : FormattableString.Invariant($"a firewall takes {MostRules} rules");

    internal override CallImpact FindCallImpact(FlowSet before, FlowSet after) =>
        new(this, before.Except(after), FlowSet.Empty, "The test cloud forgets connections at every change.");

    internal override Func<PlanRequest, PlanRequest> ReadSettings(IInstanceSettings settings)
    {
        if (settings.ReadText(Zone) is not { } zone) return request => request;
        if (zone is not ("north" or "south")) settings.Report(Zone, Problem.Invalid($"'{zone}' is not a zone", "write north or south"));
        return request => new PlanRequest(request) { Tags = request.Tags.SetItem(Zone, zone) };
    }

    /// <summary>One rule of a live or planned firewall.</summary>
    internal static ImmutableArray<FlowRange> Matches(Direction direction, string protocol, string? ports, string remote)
    {
        ProtocolRange protocols = protocol == "any" ? ProtocolRange.All : ProtocolRange.Parse(protocol);
        RemoteScope[] scopes = remote == "any" ? [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)] : [Prefix.Parse(remote)];
        return
        [
            .. scopes.Select(scope => new FlowRange(direction, protocols, scope, ports is null ? PortRange.All : PortRange.Parse(ports))),
        ];
    }

    private static PropertyMap RuleOf(Rule rule, string name, int priority, string remote) => new()
    {
        { "name", name },
        { "direction", rule.Direction.ToString() },
        { "action", "accept" },
        { "priority", priority },
        { "protocol", rule.Protocol.ToString().ToLowerInvariant() },
        { "ports", rule.Ports == PortRange.All ? null : rule.Ports.ToString() },
        { "remote", remote },
    };

    private static IEnumerable<PropertyMap> RulesOf(ImmutableArray<PlannedResource> resources) =>
        resources.SelectMany(resource => resource.Properties.Maps("rules"));

    private static FlowSet ReadFlows(ImmutableArray<PlannedResource> resources) => OrderedRules.Permitted(RulesOf(resources).Select(rule =>
    {
        var direction = Enum.Parse<Direction>(rule.Text("direction")!);
        return new OrderedRule(
            rule.Text("name")!,
            direction,
            rule.Number("priority")!.Value,
            rule.Text("action") == "accept",
            Matches(direction, rule.Text("protocol")!, rule.Text("ports"), rule.Text("remote")!));
    }));
}
