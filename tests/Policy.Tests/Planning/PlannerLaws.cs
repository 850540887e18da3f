using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Tests.Planning;

public sealed class PlannerLaws
{
    [Property]
    public FsCheck.Property An_aws_plan_permits_exactly_what_the_policy_declares() => Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();
        Assert.Equal(policy.Flows, AwsPlanReader.Flows(Plan(AwsTarget.Instance, policy).Resources));
    });

    [Property]
    public FsCheck.Property An_azure_plan_permits_exactly_what_the_policy_declares() => Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();
        Assert.Equal(policy.Flows, AzurePlanReader.Flows(Plan(AzureTarget.Instance, policy).Resources));
    });

    [Property]
    [Trait("Category", "Slow")]
    public FsCheck.Property The_order_of_declarations_and_peers_changes_nothing() =>
        Prop.ForAll(RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (random, seed) =>
        {
            foreach (var cloud in ShippedClouds.All)
                Assert.Equal(Text(Plan(cloud, random.ToPolicy())), Text(Plan(cloud, random.Shuffled(seed).ToPolicy())));
        });

    /// <summary>
    /// So two instances have resources of the same name only where the name of one is the other's with something behind a hyphen: a name of
    /// an instance has no underscore.
    /// </summary>
    [Property]
    public FsCheck.Property Every_resource_is_named_after_its_instance() => Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var request = new PlanRequest("pbx", random.ToPolicy())
        {
            ResourceGroupName = "rg",
            PrefixListsFrom = 2,
            SubnetIds = ImmutableSortedDictionary<string, string?>.Empty.Add("voice", null),
            NetworkInterfaceIds = ImmutableSortedDictionary<string, string?>.Empty.Add("eth0", null),
        };
        foreach (var cloud in ShippedClouds.All)
            Assert.All(cloud.Plan(request).Resources, resource => Assert.Matches("^pbx($|[-_])", resource.Name));
    });

    [Property]
    public FsCheck.Property One_requirement_more_touches_only_its_own_rules_on_aws() =>
        Prop.ForAll(RandomPolicies.Arbitrary, RandomPolicies.Requirement.ToArbitrary(), RandomPolicies.Group.ToArbitrary(),
            (random, requirement, group) =>
        {
            if (!random.Groups.Any(entry => entry.Group == group)) return;
            var before = RuleNames(Plan(AwsTarget.Instance, random.ToPolicy()));
            var after = RuleNames(Plan(AwsTarget.Instance, random.With(requirement, group).ToPolicy()));

            Assert.Subset(after, before);
            var alone = RuleNames(
                Plan(
                    AwsTarget.Instance,
                    new RandomPolicy([], random.Groups.Where(entry => entry.Group == group).ToList()).With(requirement, group).ToPolicy()));
            Assert.Equal(after.Except(before).Order(StringComparer.Ordinal), alone.Except(before).Order(StringComparer.Ordinal));
        });

    /// <summary>
    /// A rule is replaced only when its group changes (AWS forces it for securityGroupId and for the kind of the remote side). So a
    /// replaced rule never meets its own predecessor in a group, and no deletion has to come first.
    /// </summary>
    [Property]
    [Trait("Category", "Slow")]
    public FsCheck.Property A_rule_of_the_same_name_is_the_same_rule_but_for_its_group_and_texts() =>
        Prop.ForAll(RandomPolicies.Arbitrary, RandomPolicies.Arbitrary, (one, other) =>
    {
        var before = Rules(new PlanRequest("pbx", one.ToPolicy()));
        foreach (var after in new[]
        {
            Rules(new PlanRequest("pbx", other.ToPolicy())),
            Rules(new PlanRequest("pbx", one.ToPolicy()) { PrefixListsFrom = 1 }),
            Rules(new PlanRequest("pbx", other.ToPolicy()) { PrefixListsFrom = 2 }),
        })
        {
            foreach (var (name, identity) in after)
                Assert.Equal(before.GetValueOrDefault(name, identity), identity);
        }

        static Dictionary<string, string> Rules(PlanRequest request) => AwsTarget.Instance.Plan(request).Resources
            .Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule)
            .ToDictionary(
                rule => rule.Name,
                rule =>
                    $"{rule.Type} " + string.Join(", ", rule.Properties
                        .Where(property => property.Key is not ("securityGroupId" or "description" or "tags"))
                        .Select(property => $"{property.Key}: {property.Value}")),
                StringComparer.Ordinal);
    });

    /// <summary>
    /// AWS counts a reference as the list's MaxEntries, which is never fewer than the entries: so no list is made unless it is asked for.
    /// </summary>
    [Property]
    public FsCheck.Property A_prefix_list_never_costs_less_of_the_quota_than_its_prefixes() =>
        Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();
        var single = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy));
        foreach (var threshold in new[] { 1, 2, 3 })
        {
            var listed = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy) { PrefixListsFrom = threshold });
            Assert.All(
                single.Resources.Where(resource => resource.Type == AwsTypes.SecurityGroup),
                group => Assert.Contains(listed.Resources, resource => resource.Name == group.Name));
            if (Groups(single) < Groups(listed)) continue;
            foreach (var (alone, together) in single.Quotas.Zip(listed.Quotas))
                Assert.True(alone.Used <= together.Used, $"{alone} {together}");
        }

        static int Groups(Plan plan) => plan.Resources.Count(resource => resource.Type == AwsTypes.SecurityGroup);
    });

    [Property]
    public FsCheck.Property Names_are_unique_and_descriptions_fit_the_cloud() => Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var aws = Plan(AwsTarget.Instance, random.ToPolicy());
        Assert.Equal(aws.Resources.Length, aws.Resources.Select(resource => resource.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            aws.Resources.Where(resource => resource.Type is not (AwsTypes.ExclusiveRules or AwsTypes.Tag)),
            resource => Assert.Matches(@"^[A-Za-z0-9 ._\-:/()#,@\[\]+=;{}!$*]{1,255}$", resource.Properties.Text("description")));

        var rules = Plan(AzureTarget.Instance, random.ToPolicy()).Resources[0].Properties.Maps("securityRules");
        Assert.Equal(rules.Length, rules.Select(rule => rule.Text("name")).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(rules.Length, rules.Select(rule => (rule.Text("direction"), rule.Number("priority"))).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.Matches(@"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,78}[A-Za-z0-9_]$", rule.Text("name"));
            Assert.InRange(rule.Text("description")!.Length, 1, 140);
            Assert.InRange(rule.Number("priority")!.Value, 100, 4096);
        });
    });

    [Property]
    public FsCheck.Property Azure_lists_hold_one_family_without_overlaps_and_no_wildcards() =>
        Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        foreach (var rule in Plan(AzureTarget.Instance, random.ToPolicy()).Resources[0].Properties.Maps("securityRules"))
        {
            foreach (var side in new[] { "source", "destination" })
            {
                var prefixes = rule.Texts($"{side}AddressPrefixes").Select(Prefix.Parse).ToList();
                Assert.Equal(rule.Text($"{side}AddressPrefix") is null, prefixes.Count > 0);
                Assert.True(prefixes.Select(prefix => prefix.Family).Distinct().Count() <= 1);
                Assert.All(prefixes, prefix => Assert.Single(prefixes, other => other.Overlaps(prefix)));
            }
        }
    });

    private static Plan Plan(CloudTarget cloud, FirewallPolicy policy) => cloud.Plan(new PlanRequest("pbx", policy));

    /// <summary>The names of the rules; groups come and go with the quota.</summary>
    private static SortedSet<string> RuleNames(Plan plan) =>
        new(
            plan.Resources
                .Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule)
                .Select(resource => resource.Name), StringComparer.Ordinal);

    private static string Text(Plan plan) =>
        string.Join("\n", plan.Resources.Select(resource => $"{resource.Type} {resource.Name} {Text(resource.Properties)}"));

    private static string Text(PropertyValue value) => value switch
    {
        PropertyMap map => "{" + string.Join(", ", map.Select(entry => $"{entry.Key}: {Text(entry.Value)}")) + "}",
        PropertyList list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
        _ => value.ToString(),
    };
}
