using System.Diagnostics;
using System.Globalization;
using Starface.EndToEnd.Packets;
using Starface.EndToEnd.Packets.Translation;
using Starface.EndToEnd.Scenarios.Network;
using Starface.EndToEnd.Scenarios.Software;
using Starface.EndToEnd.Scenarios.Telephony;
using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Scenarios;
using Starface.Policy.Tests;

namespace Starface.EndToEnd.Scenarios;

/// <summary>
/// What the product says of scenarios, held against real software behind a plan's rules: what works according to it works, and where the
/// flow of one step is missing, what its symptom means fails, and nothing else.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ScenarioTests : IClassFixture<Workshop>
{
    /// <summary>The policy of a scenario that no shipped policy supports.</summary>
    private const string PolicyOfItsOwn = "a policy of its own";

    private readonly Workshop _workshop;
    private readonly ITestOutputHelper _output;

    public ScenarioTests(Workshop workshop, ITestOutputHelper output)
    {
        (_workshop, _output) = (workshop, output);
        if (workshop.Obstacle is { } obstacle) Assert.Skip($"No scenario can be played here: {obstacle}");
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void Works_behind_the_rules_of_each_cloud(string scenario, string policyId)
    {
        var proof = ProofOf(scenario);
        var policy = PolicyOf(policyId);

        Assert.Equal(ScenarioOutcome.Works, Run(Played(scenario, policy), policy.Flows).Outcome);
        foreach (var cloud in ShippedClouds.All)
        {
            _workshop.Internet.Apply(Rules(cloud, policy));
            Play(proof, []);
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Fails_as_predicted_without_the_flow_of_one_step_and_works_with_it(string scenario, string symptom)
    {
        var proof = ProofOf(scenario);
        var policy = PolicyOf(PoliciesOf(scenario).First());
        var played = Played(scenario, policy);
        var missing = played.Steps.Single(step => step.Step.Symptom == symptom);
        var rules = Rules(AwsTarget.Instance, policy);

        var result = Run(played, policy.Flows.Except(missing.All));
        _workshop.Internet.Apply(rules, [.. missing.Ranges.Select(range => ToRule(range, missing.Step.Protocol))]);

        Assert.Equal(ScenarioOutcome.DoesNotWork, result.Outcome);
        Assert.Equal([symptom], result.Missing.Select(flow => flow.Symptom));
        // A busy machine may need more than the second that a failure is given to send anything at all.
        for (var attempt = 0; attempt == 0 || (attempt < 3 && _workshop.Internet.CountRemoved() == 0); attempt++)
            Play(proof, proof.Steps.Single(step => step.Symptom == symptom).Fails);
        Assert.True(_workshop.Internet.CountRemoved() > 0);

        _workshop.Internet.Apply(rules);
        Play(proof, []);
    }

    /// <summary>
    /// Answers pass with what they answer, so a phone rings until the cloud forgets its registration: then the PBX has to begin.
    /// </summary>
    [Fact]
    public void A_phone_that_the_cloud_has_forgotten_rings_only_where_the_PBX_may_begin()
    {
        const int port = 5060;
        var patience = TimeSpan.FromSeconds(30);
        var internet = _workshop.Internet;
        var policy = PolicyOf("cloud-pbx");
        var rules = Rules(AwsTarget.Instance, policy);
        var played = Played("desk-phone-udp", policy).Steps[0];
        List<FilterRule> outbound = [.. played.Ranges.Select(range => ToRule(range, Protocol.Udp) with { IsInbound = false })];
        foreach (var isIPv6 in new[] { false, true })
        {
            var (phone, name) = (new Caller(_workshop, internet.Phones, isIPv6), isIPv6 ? "six" : "four");
            internet.Apply(rules, outbound);
            Assert.True(phone.Registers(name, port, patience));
            Assert.True(phone.Rings(name, port, patience));

            // A busy machine may need more than a second to call at all.
            internet.Apply(rules, outbound);
            var watch = Stopwatch.StartNew();
            do Assert.False(phone.Rings(name, port, TimeSpan.FromSeconds(1)));
            while (internet.CountRemoved() == 0 && watch.Elapsed < patience);
            Assert.True(internet.CountRemoved() > 0);

            internet.Apply(rules);
            Assert.True(phone.Rings(name, port, patience));
        }
    }

    public static TheoryData<string, string> Supported =>
        [.. Catalog.Instance.Scenarios.SelectMany(scenario => PoliciesOf(scenario.Id).Select(policy => (scenario.Id, policy)))];

    public static TheoryData<string, string> Steps =>
        [.. Catalog.Instance.Scenarios.SelectMany(scenario => scenario.Steps.Select(step => (scenario.Id, step.Symptom)))];

    /// <summary>Plays a scenario over both families, and compares what fails with what should.</summary>
    private void Play(ScenarioProof proof, string[] expectedToFail)
    {
        var watch = Stopwatch.StartNew();
        var uses = new[] { false, true }.Select(isIPv6 => new Use(_workshop, isIPv6, expectedToFail)).ToList();
        Parallel.ForEach(uses, proof.Play);
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {watch.Elapsed.TotalSeconds:F1} s"));
        var failures = _workshop.Internet.TakeFailures();
        foreach (var use in uses)
        {
            var expected = expectedToFail.Where(use.Observed.ContainsKey).Order(StringComparer.Ordinal).ToList();
            _output.WriteLine($"  IPv{(use.IsIPv6 ? 6 : 4)} failed: {string.Join("; ", use.Failed)}");
            if (!expected.SequenceEqual(use.Failed)) _output.WriteLine(string.Join('\n', failures));
            Assert.Equal(expected, use.Failed);
        }
    }

    private static ScenarioProof ProofOf(string scenario) => Proofs.All.Single(proof => proof.Scenario == scenario);

    private static IEnumerable<string> PoliciesOf(string scenario) => Catalog.Instance.Policies
        .Where(policy => policy.Definition.Supports.Any(supported => supported.Id == scenario))
        .Select(policy => policy.Definition.Id)
        .DefaultIfEmpty(PolicyOfItsOwn);

    private static PlayedScenario Played(string scenario, FirewallPolicy policy) =>
        PlayedScenario.From(Catalog.Instance.Scenarios.Single(known => known.Id == scenario), policy);

    private static ScenarioResult Run(PlayedScenario played, FlowSet permitted) =>
        played.Run(new PermittedFlows(permitted, Surroundings.None));

    private static IReadOnlyList<FilterRule> Rules(CloudTarget cloud, FirewallPolicy policy)
    {
        var resources = cloud.Plan(new PlanRequest("pbx", policy)).Resources;
        return cloud == AwsTarget.Instance ? SecurityGroup.Rules(resources) : NetworkSecurityGroup.Rules(resources);
    }

    private static FilterRule ToRule(FlowRange range, Protocol protocol) => new(
        range.Direction == Direction.Inbound,
        protocol == Protocol.Tcp ? 6 : 17,
        range.Ports.From,
        range.Ports.To,
        [PacketProof.BlockOf(range.Remote.Addresses)],
        Accepts: false);

    private FirewallPolicy PolicyOf(string id)
    {
        var internet = _workshop.Internet;
        var peers = new Dictionary<string, PeerList>(StringComparer.Ordinal)
        {
            ["phones"] = At(internet.Phones),
            ["sip-providers"] = At(internet.Provider),
            ["vpn"] = At(internet.Phones, internet.Provider, internet.Foreign),
            ["other-pbxs"] = At(internet.OtherPbx),
            ["administrators"] = ["192.0.2.200"],
            ["resolvers"] = [Internet.Host(false, 0), Internet.Host(true, 0)],
            ["time-servers"] = ["192.0.2.123"],
        };
        var arguments = new PolicyArguments
        {
            Hosts = PinnedHosts.From(
                Workshop.HostNames.Select(host => KeyValuePair.Create(
                    host, PeersOf(Workshop.AddressOf(host, false), Workshop.AddressOf(host, true))))),
        };
        return id == PolicyOfItsOwn
            ? new TestPolicy(TestPolicy.Define((PbxNetwork.Definition, "other-pbxs")), With(["other-pbxs"]))
            : Catalog.Instance.FindPolicy(id)!.Create(With(Catalog.Instance.FindPolicy(id)!.Definition.PeerGroups));

        PolicyArguments With(IEnumerable<string> groups) =>
            groups.Where(peers.ContainsKey).Aggregate(arguments, (all, group) => all.WithPeers(group, peers[group]));

        PeerList At(params Site[] sites) =>
            PeersOf([.. sites.SelectMany(site => new[] { site.Address(false).ToString(), site.Address(true).ToString() })]);

        PeerList PeersOf(params string[] addresses) => [.. addresses.Select(Peer.Parse)];
    }
}
