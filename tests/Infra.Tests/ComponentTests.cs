using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Azure.Network;
using Pulumi.Testing;
using Pulumi.Utilities;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Planning;
using Starface.Policy.Composition;

namespace Starface.Infra.Tests;

/// <summary>
/// What the components do beside registering the plan: groups of the program's own, adoption, several groups, associations.
/// </summary>
public sealed class ComponentTests
{
    private const string SecurityGroupType = "aws:ec2/securityGroup:SecurityGroup";
    private static readonly TestOptions Update = new() { IsPreview = false };
    private static readonly TestOptions Preview = new() { IsPreview = true };

    [Fact]
    public void A_warning_of_a_plan_begins_with_its_id()
    {
        var policy = new CloudPbxVpn(
            new CloudPbxVpn.Peers { Vpn = ["10.8.0.0/16"], Resolvers = ["169.254.169.253"], TimeServers = ["192.0.2.123"] });
        var plan = ShippedClouds.All[0].Plan(new PlanRequest("pbx", policy));

        Assert.Contains(plan.Findings, finding => finding.Severity == Severity.Warning);
        Assert.All(PlanErrors.Warnings(plan), line => Assert.Matches("^SFP[0-9]{4}: [^ ]", line));
    }

    [Fact]
    public async Task A_peer_given_by_input_is_the_id_of_a_group_of_the_same_program()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var bastion = new SecurityGroup("bastion");
            _ = new PolicySecurityGroup(
                "pbx", new PolicySecurityGroupArgs { Policy = FromBastion(), Groups = { ["bastion"] = bastion.Id } });
        });

        var inbound = IngressRules(mocks);
        Assert.NotEmpty(inbound);
        Assert.All(inbound, rule => Assert.Equal("bastion-id", rule.Inputs["referencedSecurityGroupId"]));
    }

    [Fact]
    public async Task An_id_that_a_preview_does_not_know_leaves_every_rule_visible()
    {
        var known = new RecordingMocks();
        var unknown = new RecordingMocks { WithoutId = [SecurityGroupType] };

        await Deployment.TestAsync(known, Update, Program);
        await Deployment.TestAsync(unknown, Preview, Program);

        Assert.Equal(Names(known), Names(unknown));
        Assert.All(IngressRules(unknown), rule =>
        {
            Assert.False(rule.Inputs.ContainsKey("referencedSecurityGroupId"));
            Assert.True(rule.Inputs.ContainsKey("fromPort"));
        });

        static void Program()
        {
            var bastion = new SecurityGroup("bastion");
            _ = new PolicySecurityGroup(
                "pbx", new PolicySecurityGroupArgs
                {
                    Policy = FromBastion(),
                    VpcId = OutputUtilities.CreateUnknown("vpc"),
                    Groups = { ["bastion"] = bastion.Id },
                });
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_that_the_program_does_not_hand_over_is_named_before_anything_is_registered(bool aws)
    {
        var mocks = new RecordingMocks();

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => Deployment.TestAsync(mocks, Update, () =>
        {
            if (aws)
                _ = new PolicySecurityGroup("pbx", new PolicySecurityGroupArgs { Policy = FromBastion(), Groups = { ["other"] = "sg-1" } });
            else _ = new PolicyNetworkSecurityGroup(
                "pbx", new PolicyNetworkSecurityGroupArgs
                {
                    Policy = From(Peer.ApplicationSecurityGroupInput("bastion")),
                    ResourceGroupName = "rg",
                });
        }));

        Assert.Contains(
            "A peer of 'pbx' refers to the group 'bastion', which is missing in 'Groups': add Groups = { [\"bastion\"] = ... } with its "
            + "id.",
            exception.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Registrations, registration => !registration.Type!.StartsWith("starface:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_application_security_group_by_input_is_the_only_source_of_its_rules()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            var phones = new ApplicationSecurityGroup("phones", new ApplicationSecurityGroupArgs { ResourceGroupName = "rg" });
            _ = new PolicyNetworkSecurityGroup("pbx", new PolicyNetworkSecurityGroupArgs
            {
                Policy = From(Peer.ApplicationSecurityGroupInput("phones")),
                ResourceGroupName = "rg",
                Groups = { ["phones"] = phones.Id },
            });
        });

        var allowed = (
            (ImmutableArray<object>)mocks["pbx", "azure:network/networkSecurityGroup:NetworkSecurityGroup"].Inputs["securityRules"])
            .Cast<ImmutableDictionary<string, object>>()
            .Where(
                rule =>
                    rule["direction"] is "Inbound" && rule["access"] is "Allow" && rule.ContainsKey("sourceApplicationSecurityGroupIds"))
            .ToList();
        Assert.NotEmpty(allowed);
        Assert.All(allowed, rule =>
        {
            Assert.Equal(["phones-id"], (ImmutableArray<object>)rule["sourceApplicationSecurityGroupIds"]);
            Assert.DoesNotContain("sourceAddressPrefix", rule.Keys);
            Assert.DoesNotContain("sourceAddressPrefixes", rule.Keys);
        });
    }

    [Fact]
    public async Task An_adopted_group_is_imported_and_keeps_its_name_and_description()
    {
        var mocks = new RecordingMocks();
        var ignored = new Dictionary<string, List<string>>(StringComparer.Ordinal);

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new PolicySecurityGroup(
                "pbx",
                new PolicySecurityGroupArgs { Policy = From("10.8.0.0/16"), AdoptGroupId = "sg-0a1b2c3d" },
                new ComponentResourceOptions { ResourceTransformations = { seen => Remember(seen) } });
        });

        Assert.Equal("sg-0a1b2c3d", mocks["pbx", SecurityGroupType].Id);
        Assert.All(
            mocks.Registrations.Where(registration => registration.Type != SecurityGroupType),
            registration => Assert.True(string.IsNullOrEmpty(registration.Id), registration.Name));
        Assert.Equal(["description", "name", "namePrefix"], ignored["pbx"].Take(3));
        Assert.Single(ignored.Values, names => names.Count > 0);

        ResourceTransformationResult? Remember(ResourceTransformationArgs seen)
        {
            if (seen.Resource is CustomResource) ignored.Add(seen.Resource.GetResourceName(), seen.Options.IgnoreChanges);
            return null;
        }
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, true)]
    public async Task Protection_is_of_the_groups_and_is_not_handed_down_to_what_updates_remove(bool protect, bool? ofGroups)
    {
        var seen = new List<(Resource Resource, bool? Protect)>();
        var options = new ComponentResourceOptions { ResourceTransformations = { resource => Remember(resource) } };

        await Deployment.TestAsync(new RecordingMocks(), Update, () =>
        {
            _ = new PolicySecurityGroup(
                "aws", new PolicySecurityGroupArgs { Policy = From("10.8.0.0/16"), PrefixListsFrom = 1, Protect = protect }, options);
            _ = new PolicyNetworkSecurityGroup(
                "azure",
                new PolicyNetworkSecurityGroupArgs
                {
                    Policy = From("10.8.0.0/16"),
                    ResourceGroupName = "rg",
                    SubnetIds = { ["pbx"] = "subnet" },
                    Protect = protect,
                },
                options);
        });

        var groups = seen.ToLookup(resource => resource.Resource is SecurityGroup or NetworkSecurityGroup, resource => resource.Protect);
        Assert.Equal([ofGroups, ofGroups, ofGroups], groups[true]);
        Assert.True(groups[false].Count() > 10);
        Assert.All(groups[false], flag => Assert.False(flag));

        ResourceTransformationResult? Remember(ResourceTransformationArgs resource)
        {
            if (resource.Resource is CustomResource) seen.Add((resource.Resource, resource.Options.Protect));
            return null;
        }
    }

    [Fact]
    public async Task Exclusive_rules_name_every_rule_of_the_group_and_can_be_left_out()
    {
        var with = new RecordingMocks();
        var without = new RecordingMocks();

        await Deployment.TestAsync(
            with, Update, () => { _ = new PolicySecurityGroup("pbx", new PolicySecurityGroupArgs { Policy = From("10.8.0.0/16") }); });
        await Deployment.TestAsync(
            without, Update, () =>
            {
                _ = new PolicySecurityGroup("pbx", new PolicySecurityGroupArgs { Policy = From("10.8.0.0/16"), ExclusiveRules = false });
            });

        var exclusive = with["pbx-exclusive"].Inputs;
        Assert.Equal(
            IngressRules(with).Select(rule => $"{rule.Name}-id").Order(StringComparer.Ordinal),
            ((ImmutableArray<object>)exclusive["ingressRuleIds"]).Cast<string>().Order(StringComparer.Ordinal));
        Assert.Equal("pbx-id", exclusive["securityGroupId"]);
        Assert.Equal(Names(with).Where(name => name != "pbx-exclusive"), Names(without));
    }

    [Fact]
    public async Task A_policy_with_too_many_rules_for_a_group_becomes_several_and_all_ids_are_put_out()
    {
        var mocks = new RecordingMocks();
        PolicySecurityGroup? component = null;

        await Deployment.TestAsync(mocks, Update, () =>
        {
            component = new PolicySecurityGroup(
                "pbx", new PolicySecurityGroupArgs { Policy = From([.. Enumerable.Range(0, 10).Select(i => (Peer)$"10.{i * 2}.0.0/24")]) });
        });

        var groups = mocks.Registrations
            .Where(registration => registration.Type == SecurityGroupType)
            .Select(registration => $"{registration.Name}-id")
            .Order(StringComparer.Ordinal)
            .ToList();
        var ids = await OutputUtilities.GetValueAsync(component!.GroupIds);
        Assert.True(groups.Count > 1);
        Assert.Equal(groups, ids.Order(StringComparer.Ordinal));
        Assert.Equal(["pbx-id", "pbx_2-id"], ids.Take(2));
        Assert.Equal("pbx-id", await OutputUtilities.GetValueAsync(component.GroupId));
    }

    [Fact]
    public async Task A_network_security_group_is_associated_with_subnets_and_interfaces_under_names_that_stay()
    {
        var mocks = new RecordingMocks();

        await Deployment.TestAsync(mocks, Update, () =>
        {
            _ = new PolicyNetworkSecurityGroup("pbx", new PolicyNetworkSecurityGroupArgs
            {
                Policy = From("10.8.0.0/16"),
                ResourceGroupName = "rg",
                SubnetIds = { ["voice"] = "subnet-1", ["data"] = "subnet-2" },
                NetworkInterfaceIds = { ["eth0"] = "nic-1" },
            });
        });

        Assert.Equal("subnet-1", mocks["pbx-subnet-voice"].Inputs["subnetId"]);
        Assert.Equal("subnet-2", mocks["pbx-subnet-data"].Inputs["subnetId"]);
        Assert.Equal("nic-1", mocks["pbx-interface-eth0"].Inputs["networkInterfaceId"]);
        Assert.All(
            ["pbx-subnet-voice", "pbx-subnet-data", "pbx-interface-eth0"],
            name => Assert.Equal("pbx-id", mocks[name].Inputs["networkSecurityGroupId"]));
        Assert.Equal(
            "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation", mocks["pbx-subnet-voice"].Type);
        Assert.Equal(
            "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation",
            mocks["pbx-interface-eth0"].Type);
    }

    private static CloudPbxVpn FromBastion() => From(Peer.SecurityGroupInput("bastion"));

    private static CloudPbxVpn From(params Peer[] vpn) =>
        new(new CloudPbxVpn.Peers { Vpn = [.. vpn], Resolvers = ["192.0.2.53/32"], TimeServers = ["192.0.2.123/32"] });

    private static List<MockResourceArgs> IngressRules(RecordingMocks mocks)
        =>
            [
                .. mocks.Registrations.Where(
                    registration => registration.Type == "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
                        && !registration.Inputs.ContainsKey("cidrIpv6")),
            ];

    private static IEnumerable<string> Names(RecordingMocks mocks)
        => mocks.Registrations
            .Where(registration => !registration.Type!.StartsWith("pulumi:", StringComparison.Ordinal))
            .Select(registration => registration.Name!)
            .Distinct()
            .Order(StringComparer.Ordinal);
}
