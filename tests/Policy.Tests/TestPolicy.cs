using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests;

/// <summary>A policy put together by hand, as generated code would.</summary>
internal sealed class TestPolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments)
{
    public static TestRequirement Inbound(Protocol protocol, string ports, string source = "row") =>
        new(Direction.Inbound, protocol, PortRange.Parse(ports), source);

    public static TestRequirement Outbound(Protocol protocol, string ports, string source = "row") =>
        new(Direction.Outbound, protocol, PortRange.Parse(ports), source);

    public static ServiceDefinition Service(string id, params Requirement[] requirements) => new(id, id, [.. requirements]);

    public static PolicyDefinition Define(params (ServiceDefinition Service, string? Group)[] allowances) =>
        new("test", "Test", null, [.. allowances.Select(allowance => new Allowance(allowance.Service, allowance.Group, null))]);

    public static PolicyArguments Peers(params (string Group, string[] Prefixes)[] peers) =>
        peers.Aggregate(
            new PolicyArguments(), (arguments, entry) => arguments.WithPeers(entry.Group, [.. entry.Prefixes.Select(Peer.Parse)]));

    public static ImmutableSortedDictionary<string, PeerList> PolicyHosts(string host, params string[] addresses) =>
        ImmutableSortedDictionary.Create<string, PeerList>(StringComparer.Ordinal).Add(host, [.. addresses.Select(Peer.Parse)]);

    public static TestPolicy Of(ServiceDefinition service, string? group, params string[] prefixes) =>
        new(Define((service, group)), group is null or PeerGroupId.Anywhere ? new PolicyArguments() : Peers((group, prefixes)));

    public static PolicyCatalog Catalog(params PolicyDefinition[] definitions) => new(
        definitions.SelectMany(definition => definition.Services),
        definitions.Select(definition => new PolicyDescriptor(definition, arguments => new TestPolicy(definition, arguments))));

    /// <summary>A position in a file without a name.</summary>
    public static Place At(int line, int column) => new() { Line = line, Column = column };

    /// <summary>The cloud of an id, for theories, whose arguments are constants.</summary>
    public static CloudTarget CloudOf(string id) => ShippedClouds.All.Single(cloud => cloud.Id == id);

    public static FlowSet FlowsOf(params string[] ranges) => FlowSet.From(ranges.Select(FlowRange.Parse).ToImmutableArray());
}
