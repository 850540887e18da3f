using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>Every property of the resources that hold the rules, as the provider takes it.</summary>
public sealed class PlanResourceTests
{
    private static TestPolicy Policy =>
        Of(Service("web", Inbound(Protocol.Tcp, "443"), Outbound(Protocol.Udp, "53")), "users", "192.0.2.0/24", "198.51.100.0/24");

    private static readonly string[] DigestTags =
        ["tags[\"starface-policy:digest\"]", "tagsAll[\"starface-policy:digest\"]"];

    private static PropertyMap ListTags => new()
    {
        { "starface-policy:instance", "pbx" }, { "starface-policy:policy", "test" }, { "team", "voice" },
    };

    private static PropertyMap TagsWith(string digest) => new()
    {
        { digest, Policy.Digest }, { "starface-policy:instance", "pbx" }, { "starface-policy:policy", "test" }, { "team", "voice" },
    };

    [Fact]
    public void A_group_of_aws_with_its_prefix_list_and_its_exclusive_set_is_complete()
    {
        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", Policy)
        {
            VpcId = "vpc-1",
            Region = "eu-central-1",
            AdoptGroupId = "sg-1",
            PrefixListsFrom = 2,
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("team", "voice"),
        });

        Assert.Equal(
            ["pbx", "pbx-list-users-v4", "pbx-in-tcp-443-list-users-v4", "pbx-out-udp-53-list-users-v4", "pbx-exclusive", "pbx-digest"],
            plan.Resources.Select(resource => resource.Name));
        Assert.Equal(
            new PropertyMap
            {
                { "description", AwsPlanner.GroupDescription },
                { "vpcId", "vpc-1" },
                { "region", "eu-central-1" },
                { "revokeRulesOnDelete", true },
                { "tags", TagsWith("starface-policy:planned-digest") },
            },
            plan.Resources[0].Properties);
        Assert.Equal("sg-1", plan.Resources[0].ImportId);
        Assert.Equal(["description", "name", "namePrefix", .. DigestTags], plan.Resources[0].IgnoreChanges);
        Assert.Equal(
            new PropertyMap
            {
                { "region", "eu-central-1" }, { "addressFamily", "IPv4" }, { "maxEntries", 10 },
                {
                    "entries", new PropertyList(
                    [
                        new PropertyMap { { "cidr", "192.0.2.0/24" }, { "description", "users" } }, new PropertyMap
                        {
                            { "cidr", "198.51.100.0/24" },
                            { "description", "users" },
                        },
                    ])
                },
                { "tags", ListTags },
            },
            plan.Resources[1].Properties);
        Assert.Equal(new PropertyReference("pbx-list-users-v4", "id"), plan.Resources[2].Properties["prefixListId"]);
        Assert.Equal("eu-central-1", plan.Resources[2].Properties.Text("region"));
        Assert.Equal(
            new PropertyMap
            {
                { "securityGroupId", new PropertyReference("pbx", "id") }, { "region", "eu-central-1" },
                { "ingressRuleIds", new PropertyList([new PropertyReference("pbx-in-tcp-443-list-users-v4", "id")]) },
                { "egressRuleIds", new PropertyList([new PropertyReference("pbx-out-udp-53-list-users-v4", "id")]) },
            },
            plan.Resources[4].Properties);
        Assert.Equal(
            new PropertyMap
            {
                { "resourceId", new PropertyReference("pbx", "id") },
                { "region", "eu-central-1" },
                { "key", "starface-policy:digest" },
                { "value", Policy.Digest },
            },
            plan.Resources[5].Properties);
        Assert.Equal(["pbx-exclusive"], plan.Resources[5].DependsOn);
    }

    [Fact]
    public void The_digest_is_written_after_all_rules_of_all_groups()
    {
        string[] peers = [.. Enumerable.Range(0, 70).Select(i => FormattableString.Invariant($"10.{i}.0.0/25"))];
        var request = new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", peers));
        var exclusive = AwsTarget.Instance.Plan(request).Resources;
        var shared = AwsTarget.Instance.Plan(new PlanRequest(request) { ExclusiveRules = false }).Resources;

        var groups = exclusive.Where(resource => resource.Type == AwsTypes.SecurityGroup).Select(group => group.Name).ToList();
        Assert.True(groups.Count > 1);
        Assert.Equal(groups.Select(group => group + "-digest"), exclusive.Where(IsTag).Select(tag => tag.Name));
        AssertOneAfterTheOther(exclusive, AwsTypes.ExclusiveRules);
        AssertOneAfterTheOther(shared, AwsTypes.IngressRule, AwsTypes.EgressRule);

        static void AssertOneAfterTheOther(ImmutableArray<PlannedResource> resources, params string[] last)
        {
            var tags = resources.Where(IsTag).ToList();
            Assert.Equal(
                resources.Where(resource => last.Contains(resource.Type)).Select(resource => resource.Name).Order(StringComparer.Ordinal),
                tags[0].DependsOn);
            Assert.All(tags.Skip(1), tag => Assert.Equal([tags[0].Name], tag.DependsOn));
        }

        static bool IsTag(PlannedResource resource) => resource.Type == AwsTypes.Tag;
    }

    [Fact]
    public void From_as_many_prefixes_as_asked_for_a_group_becomes_a_list_and_below_it_does_not()
    {
        Assert.Contains(
            AwsTarget.Instance.Plan(new PlanRequest("pbx", Policy) { PrefixListsFrom = 2 }).Resources,
            resource => resource.Type == AwsTypes.PrefixList);
        Assert.DoesNotContain(
            AwsTarget.Instance.Plan(new PlanRequest("pbx", Policy) { PrefixListsFrom = 3 }).Resources,
            resource => resource.Type == AwsTypes.PrefixList);
        Assert.Equal(DigestTags, AwsTarget.Instance.Plan(new PlanRequest("pbx", Policy)).Resources[0].IgnoreChanges);
    }

    [Fact]
    public void A_group_of_azure_with_its_associations_is_complete()
    {
        var plan = AzureTarget.Instance.Plan(new PlanRequest("pbx", Policy)
        {
            ResourceGroupName = "rg",
            Location = "westeurope",
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("team", "voice"),
            SubnetIds = ImmutableSortedDictionary<string, string?>.Empty.Add("voice", null),
            NetworkInterfaceIds = ImmutableSortedDictionary<string, string?>.Empty.Add("eth0", null),
        });

        Assert.Equal(
            ["resourceGroupName", "location", "securityRules", "tags"], plan.Resources[0].Properties.Select(property => property.Key));
        Assert.Equal(
            ("rg", "westeurope", TagsWith("starface-policy:digest")), (
                plan.Resources[0].Properties.Text("resourceGroupName"),
                plan.Resources[0].Properties.Text("location"),
                plan.Resources[0].Properties.Map("tags")));
        Assert.Equal(
            new PropertyMap
            {
                { "networkInterfaceId", new PropertyInput("interface:eth0") },
                { "networkSecurityGroupId", new PropertyReference("pbx", "id") },
            },
            plan.Resources[1].Properties);
        Assert.Equal(
            new PropertyMap
            {
                { "subnetId", new PropertyInput("subnet:voice") },
                { "networkSecurityGroupId", new PropertyReference("pbx", "id") },
            },
            plan.Resources[2].Properties);
    }

    [Fact]
    public void A_rule_keeps_its_priority_from_release_to_release() =>
        Assert.Equal(
            [("in-tcp-443-v4", 150), ("in-tcp-5061-v6", 1343), ("in-udp-10000-20000-any", 381)],
            AzurePriorities.Assign(["in-tcp-443-v4", "in-tcp-5061-v6", "in-udp-10000-20000-any"])
                .Select(entry => (entry.Key, entry.Value))
                .Order());
}
