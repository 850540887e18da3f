using System.Diagnostics;
using System.Globalization;
using Starface.EndToEnd.Packets.Translation;
using Starface.EndToEnd.Scenarios.Network;
using Starface.EndToEnd.Scenarios.Software;
using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Planning;
using Starface.Policy.Tests;

namespace Starface.EndToEnd.Scenarios;

/// <summary>
/// What a scenario says of a plan, held against real software behind the plan's rules: with all of them the scenario works, and without the
/// flow of one step just what the proof names fails.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ScenarioTests : IClassFixture<Workshop>
{
    private readonly Workshop _workshop;
    private readonly ITestOutputHelper _output;

    public ScenarioTests(Workshop workshop, ITestOutputHelper output)
    {
        (_workshop, _output) = (workshop, output);
        if (workshop.Obstacle is { } obstacle) Assert.Skip($"No scenario can be played here: {obstacle}");
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Works_behind_the_rules_of_each_cloud(string scenario)
    {
        var proof = ProofOf(scenario);
        foreach (var cloud in ShippedClouds.All)
        {
            _workshop.Internet.Apply(Rules(cloud, PolicyOf(proof)));
            Play(proof, []);
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Fails_as_predicted_without_the_flow_of_one_step_and_works_with_it(string scenario, string step)
    {
        var proof = ProofOf(scenario);
        var missing = proof.Steps.Single(entry => entry.Step == step);
        var rules = Rules(AwsTarget.Instance, PolicyOf(proof));

        _workshop.Internet.Apply(rules, Removed(proof, missing));
        Play(proof, missing.Fails);
        Assert.True(_workshop.Internet.CountRemoved() > 0);

        _workshop.Internet.Apply(rules);
        Play(proof, []);
    }

    public static TheoryData<string> Scenarios => [.. Proofs.All.Select(proof => proof.Scenario)];

    public static TheoryData<string, string> Steps =>
        [.. Proofs.All.SelectMany(proof => proof.Steps.Select(step => (proof.Scenario, step.Step)))];

    private static ScenarioProof ProofOf(string scenario) => Proofs.All.Single(proof => proof.Scenario == scenario);

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

    private static IReadOnlyList<FilterRule> Rules(CloudTarget cloud, FirewallPolicy policy)
    {
        var resources = cloud.Plan(new PlanRequest("pbx", policy)).Resources;
        return cloud == AwsTarget.Instance ? SecurityGroup.Rules(resources) : NetworkSecurityGroup.Rules(resources);
    }

    private FirewallPolicy PolicyOf(ScenarioProof proof)
    {
        if (proof.Scenario == "pbx-network")
            return new TestPolicy(
                TestPolicy.Define((PbxNetwork.Definition, "other-pbxs")),
                TestPolicy.Peers(("other-pbxs", Addresses(_workshop.Internet.OtherPbx))));
        var arguments = new PolicyArguments
        {
            Hosts = PinnedHosts.From(Workshop.HostNames.Select(host => KeyValuePair.Create(
                host, PeersAt(Workshop.AddressOf(host, false), Workshop.AddressOf(host, true))))),
        };
        var descriptor = Catalog.Instance.FindPolicy("cloud-pbx")!;
        var peers = new Dictionary<string, string[]>
        {
            ["phones"] = Addresses(_workshop.Internet.Phones),
            ["sip-providers"] = Addresses(_workshop.Internet.Provider),
            ["administrators"] = ["192.0.2.200"],
            ["resolvers"] = [Internet.Host(false, 0), Internet.Host(true, 0)],
            ["time-servers"] = ["192.0.2.123"],
        };
        return descriptor.Create(peers.Aggregate(
            arguments, (all, group) => all.WithPeers(group.Key, PeersAt(group.Value))));
    }

    private static PeerList PeersAt(params string[] addresses) => [.. addresses.Select(Peer.Parse)];

    private FilterRule Removed(ScenarioProof proof, StepProof step)
    {
        var words = step.Step.Split(' ');
        var ports = words[3].Split('-').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
        string[] remotes = words[0] switch
        {
            "dns" => [Internet.Host(false, 0), Internet.Host(true, 0)],
            "license-server" => Hosts("license.starface.de"),
            "updates" => Hosts("update.starface.de", "starface-cdn.de", "www.starface-cdn.de"),
            "mobile-push" => Hosts("push-cluster.starface.de"),
            "stun" => Hosts("stun.starface.com", "stun.teamfon.com"),
            _ => Addresses(proof.Peer!(_workshop.Internet)),
        };
        return new FilterRule(
            words[1] == "inbound",
            words[2] == "tcp" ? 6 : 17,
            ports[0],
            ports[^1],
            [.. remotes.Select(AddressBlock.Parse)],
            Accepts: false);
    }

    private static string[] Hosts(params string[] hosts) =>
        [.. hosts.SelectMany(host => new[] { Workshop.AddressOf(host, false), Workshop.AddressOf(host, true) })];

    private static string[] Addresses(Site site) => [site.Address(false).ToString(), site.Address(true).ToString()];
}
