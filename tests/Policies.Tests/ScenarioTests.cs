using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Composition;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Scenarios;

namespace Starface.Policies.Tests;

public sealed class ScenarioTests
{
    /// <summary>A policy with what no shipped one allows, so that every scenario works with it.</summary>
    private static readonly PolicyDefinition Everything = new(
        "everything",
        "Everything",
        null,
        [.. CloudPbx.Definition.Allowances, new Allowance(PbxNetwork.Definition, "other-pbxs", null)])
    {
        Supports = Catalog.Instance.Scenarios,
    };

    public static TheoryData<string> Policies =>
        [.. Catalog.Instance.Policies.Select(policy => policy.Definition.Id).Append(Everything.Id)];

    [Fact]
    public void The_scenarios_are_those_that_people_ask_for() =>
        Assert.Equal(
            [
                "app-call", "desk-phone-tls", "desk-phone-udp", "licence-and-updates", "mobile-wake", "pbx-network", "phone-provisioning",
                "stun", "trunk-call-in",
            ],
            Catalog.Instance.Scenarios.Select(scenario => scenario.Id));

    [Fact]
    public void Shipped_policies_support_what_they_are_for()
    {
        string[] vpn =
        [
            "app-call", "desk-phone-tls", "desk-phone-udp", "licence-and-updates", "mobile-wake", "phone-provisioning", "trunk-call-in",
        ];

        Assert.Equal(vpn.Append("stun").Order(StringComparer.Ordinal), Supported("cloud-pbx"));
        Assert.Equal(Supported("cloud-pbx"), Supported("cloud-pbx-connect"));
        Assert.Equal(vpn, Supported("cloud-pbx-vpn"));
        Assert.Empty(Supported("yealink-phone-network"));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_supported_scenario_works_on_every_cloud_and_in_every_version(string id)
    {
        string?[] versions = [null, "7.0.0.8", "7.0.0.10", "7.0.0.19", "10.0"];
        foreach (var cloud in ShippedClouds.All)
        {
            foreach (var version in versions)
            {
                var results = cloud.Plan(new PlanRequest("pbx", Make(id, version))).Run(Catalog.Instance.Scenarios);

                Assert.All(results.Where(result => result.IsSupported), result =>
                {
                    Assert.True(
                        result.Outcome == ScenarioOutcome.Works || (result.Scenario.Id == "mobile-wake" && version == "7.0.0.10"),
                        $"{result.Scenario.Id} on {cloud.Name} for {version}: {result.OutcomeText}");
                    Assert.Null(result.Problem);
                });
            }
        }
    }

    /// <summary>
    /// Without the flows of a step, exactly those scenarios fail that need some of them, each with the symptoms of the steps that do.
    /// </summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void Without_the_flows_of_a_step_exactly_the_scenarios_that_need_them_fail_with_its_symptom(string id)
    {
        var policy = Make(id, null);
        var all = PlayedScenario.All(policy, Catalog.Instance.Scenarios);
        foreach (var removed in all.SelectMany(scenario => scenario.Steps))
        {
            // What the cloud serves passes outside of the rules.
            if (removed.Ranges.IsEmpty) continue;
            var permitted = new PermittedFlows(policy.Flows.Except(removed.All), Surroundings.None);
            foreach (var scenario in all)
            {
                var (before, after) = (scenario.Run(new(policy, Surroundings.None)), scenario.Run(permitted));
                if (before.Outcome != ScenarioOutcome.Works)
                {
                    Assert.NotEqual(ScenarioOutcome.Works, after.Outcome);
                    continue;
                }

                var needing = scenario.Steps.Where(step => step.All.Overlaps(removed.All)).ToList();
                Assert.Equal(needing.Select(step => step.Step.Symptom), after.Missing.Select(missing => missing.Symptom));
                Assert.Equal(needing.Count == 0, after.Outcome == ScenarioOutcome.Works);
                Assert.All(after.Missing, missing => Assert.Equal(missing.Played.All.Intersect(removed.All), missing.Flows));
            }
        }
    }

    [Fact]
    public void Without_media_both_sides_of_a_call_are_concerned_and_registration_is_not()
    {
        var policy = Make("cloud-pbx", null);
        var media = RtpMedia.Definition.Requirements
            .Select(row => new FlowRange(row.Direction, row.Protocol, AddressRange.Any(AddressFamily.IPv4), row.Ports));
        var phone = PlayedScenario.From(DeskPhoneTls.Definition, policy)
            .Run(new(policy.Flows.Except(FlowSet.From(media)), Surroundings.None));

        Assert.Equal(ScenarioOutcome.WorksPartly, phone.Outcome);
        Assert.DoesNotContain(phone.Missing, missing => missing.Symptom.Contains("register", StringComparison.Ordinal));
        Assert.Equal(2, phone.Missing.Length);
    }

    /// <summary>Step by step, a symptom is a sentence of its own, so that a report says which flow is missing.</summary>
    [Fact]
    public void The_steps_of_a_scenario_have_different_symptoms_and_rows_for_the_current_release() =>
        Assert.All(Catalog.Instance.Scenarios, scenario =>
        {
            Assert.Equal(
                scenario.Steps.Length, scenario.Steps.Select(step => step.Symptom).Distinct(StringComparer.Ordinal).Count());
            Assert.All(scenario.Steps, step => Assert.Contains(step.Requirements, row => row.AppliesTo(null)));
            Assert.All(scenario.Steps, step => Assert.Matches("^[A-Z].*[^.]$", step.Symptom));
        });

    private static ImmutableArray<string> Supported(string id) =>
        [.. Catalog.Instance.FindPolicy(id)!.Definition.Supports.Select(scenario => scenario.Id).Order(StringComparer.Ordinal)];

    private static FirewallPolicy Make(string id, string? version)
    {
        var definition = Catalog.Instance.FindPolicy(id)?.Definition ?? Everything;
        var arguments = new PolicyArguments { PbxVersion = version is null ? null : PbxVersion.Parse(version) };
        for (var i = 0; i < definition.PeerGroups.Length; i++)
        {
            arguments = arguments.WithPeers(
                definition.PeerGroups[i],
                [
                    Peer.Parse(FormattableString.Invariant($"10.{i}.0.0/16")), Peer.Parse(FormattableString.Invariant($"192.168.{i}.0/24")),
                    Peer.Parse(FormattableString.Invariant($"2001:db8:{i}::/48")),
                ]);
        }

        return new MadePolicy(definition, arguments);
    }

    private sealed class MadePolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);
}
