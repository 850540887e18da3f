using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Drift.Tests;

/// <summary>
/// Against a third-party emulator of EC2: what the plan says is created through AWS's own client, changed by hand, and read back.
/// </summary>
public sealed class MotoTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private const string Region = "eu-central-1";

    /// <summary>A change by hand in the console, and exactly the flows that differ afterwards: "+" too much, "-" too little.</summary>
    public static TheoryData<string, string[]> Changes => new()
    {
        { "add tcp 22 0.0.0.0/0", ["+ inbound tcp 0.0.0.0/0 22"] },
        { "add tcp 22 ::/0", ["+ inbound tcp ::/0 22"] },
        { "add tcp 22 10.0.0.0/8", ["+ inbound tcp 10.0.0.0/8 22"] },
        { "add tcp 3389 198.51.100.7/32", ["+ inbound tcp 198.51.100.7/32 3389"] },
        { "add tcp 8000-8100 192.0.2.0/24", ["+ inbound tcp 192.0.2.0/24 8000-8100"] },
        { "add tcp 0-65535 203.0.113.9/32", ["+ inbound tcp 203.0.113.9 0-5059", "+ inbound tcp 203.0.113.9 5061-65535"] },
        { "add udp 5060 0.0.0.0/0", ["+ inbound udp 0.0.0.0-203.0.112.255 5060", "+ inbound udp 203.0.114.0-255.255.255.255 5060"] },
        { "add udp 5060 203.0.113.0/25", [] },
        { "add udp 5060 203.0.112.0/23", ["+ inbound udp 203.0.112.0/24 5060"] },
        { "add udp 9999-20000 0.0.0.0/0", ["+ inbound udp 0.0.0.0/0 9999"] },
        { "add udp 10000-20001 ::/0", ["+ inbound udp ::/0 20001"] },
        { "add udp 12000-13000 198.51.100.0/24", [] },
        { "add icmp 8,-1 0.0.0.0/0", ["+ inbound icmp 0.0.0.0/0 type 8"] },
        { "add icmp -1,-1 192.0.2.0/24", ["+ inbound icmp 192.0.2.0/24 type all"] },
        { "add icmpv6 -1,-1 ::/0", ["+ inbound icmpv6 ::/0 type all"] },
        { "add 50 -1,-1 198.51.100.9/32", ["+ inbound esp 198.51.100.9/32"] },
        { "add 47 -1,-1 198.51.100.9/32", ["+ inbound 47 198.51.100.9/32"] },
        { "add-out tcp 443 10.0.0.0/8", [] },
        { "add-out tcp 25 0.0.0.0/0", ["+ outbound tcp 0.0.0.0/0 25"] },
        { "add-out udp 53 192.0.2.53/32", ["+ outbound udp 192.0.2.53/32 53"] },
        { "add-out tcp 0-442 ::/0", ["+ outbound tcp ::/0 0-442"] },
        { "remove udp 5060 203.0.113.0/24", ["- inbound udp 203.0.113.0/24 5060"] },
        { "remove tcp 5060 2001:db8:10::/48", ["- inbound tcp 2001:db8:10::/48 5060"] },
        { "remove udp 10000-20000 0.0.0.0/0", ["- inbound udp 0.0.0.0/0 10000-20000"] },
        { "remove tcp 5062-5063 198.51.100.0/25", ["- inbound tcp 198.51.100.0/25 5062-5063"] },
        { "remove-out tcp 443 0.0.0.0/0", ["- outbound tcp 0.0.0.0/0 443"] },
        { "remove-out udp 1025-65535 0.0.0.0/0", ["- outbound udp 0.0.0.0/0 1025-65535"] },
        { "replace udp 10000-20000 0.0.0.0/0 with udp 10000-19999 0.0.0.0/0", ["- inbound udp 0.0.0.0/0 20000"] },
        { "replace tcp 443 192.0.2.0/28 with tcp 443 192.0.2.0/27", ["+ inbound tcp 192.0.2.16/28 443"] },
        { "replace tcp 443 192.0.2.0/28 with tcp 443 192.0.2.0/29", ["- inbound tcp 192.0.2.8/29 443"] },
        { "replace tcp 5062-5063 198.51.100.0/25 with tcp 5062 198.51.100.0/25", ["- inbound tcp 198.51.100.0/25 5063"] },
        {
            "replace tcp 443 192.0.2.0/28 with tcp 8443 192.0.2.0/28",
            ["+ inbound tcp 192.0.2.0/28 8443", "- inbound tcp 192.0.2.0/28 443"]
        },
    };

    [Fact]
    public async Task What_a_plan_creates_is_in_sync()
    {
        var (client, plan, _) = await CreateAsync("in-sync");
        using (client) Assert.Equal(DriftStatus.InSync, (await CompareAsync(plan)).Status);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_by_hand_is_exactly_its_drift(string change, string[] differences)
    {
        var (client, plan, group) = await CreateAsync(
            "moto-"
                + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(change)))[..8]);
        using (client)
        {
            var parts = change.Split(" with ");
            await ApplyAsync(client, group, parts[0].Replace("replace", "remove", StringComparison.Ordinal));
            if (parts.Length > 1) await ApplyAsync(client, group, "add " + parts[1]);

            var drift = await CompareAsync(plan);

            Assert.Empty(drift.Reasons);
            Assert.Equal(SetOf(differences, '+'), FlowSet.From(drift.Extra.SelectMany(extra => extra.Ranges)));
            Assert.Equal(SetOf(differences, '-'), FlowSet.From(drift.Missing.SelectMany(missing => missing.Ranges)));
            Assert.Equal(differences.Length == 0 ? DriftStatus.InSync : DriftStatus.Drift, drift.Status);
            Assert.All(drift.Extra, extra => Assert.StartsWith("sgr-", extra.Rule.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_rule_on_another_group_or_a_prefix_list_is_extra_with_its_members()
    {
        var (client, plan, group) = await CreateAsync("references");
        using (client)
        {
            var other = (
                await client.CreateSecurityGroupAsync(
                    new CreateSecurityGroupRequest
                    {
                        GroupName = "references-other",
                        Description = "other",
                        VpcId = await VpcAsync(client),
                    },
                    TestContext.Current.CancellationToken)).GroupId;
            var list = (
                await client.CreateManagedPrefixListAsync(
                    new CreateManagedPrefixListRequest
                    {
                        PrefixListName = "office",
                        AddressFamily = "IPv4",
                        MaxEntries = 5,
                        Entries = [new AddPrefixListEntry { Cidr = "198.18.0.0/24" }],
                    },
                    TestContext.Current.CancellationToken)).PrefixList.PrefixListId;
            await client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group,
                IpPermissions =
                [
                    new IpPermission
                    {
                        IpProtocol = "tcp",
                        FromPort = 22,
                        ToPort = 22,
                        UserIdGroupPairs = [new UserIdGroupPair { GroupId = other }],
                    },
                    new IpPermission { IpProtocol = "tcp", FromPort = 23, ToPort = 23, PrefixListIds = [new PrefixListId { Id = list }] },
                ],
            }, TestContext.Current.CancellationToken);

            var drift = await CompareAsync(plan);

            Assert.Empty(drift.Reasons);
            Assert.Equal(
                FlowSet.From(FlowRange.Parse($"inbound tcp group:{other} 22"), FlowRange.Parse("inbound tcp 198.18.0.0/24 23")),
                FlowSet.From(drift.Extra.SelectMany(extra => extra.Ranges)));
        }
    }

    [Fact]
    public async Task A_second_group_with_the_instances_tag_makes_it_unknown_and_counts_as_well_where_both_are_named()
    {
        var (client, plan, group) = await CreateAsync("two-groups");
        using (client)
        {
            var tags = (
                await client.DescribeSecurityGroupsAsync(
                    new DescribeSecurityGroupsRequest { GroupIds = [group] },
                    TestContext.Current.CancellationToken)).SecurityGroups[0].Tags;
            var second = (
                await client.CreateSecurityGroupAsync(
                    new CreateSecurityGroupRequest
                    {
                        GroupName = "two-groups-2",
                        Description = AwsPlanner.GroupDescription,
                        VpcId = await VpcAsync(client),
                        TagSpecifications = [new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = tags }],
                    },
                    TestContext.Current.CancellationToken)).GroupId;
            await RevokeDefaultAsync(client, second);
            var byTag = await CompareAsync(plan);
            Assert.Equal(DriftStatus.Unknown, byTag.Status);
            Assert.Equal(ProblemIds.GroupAmbiguous, Assert.Single(byTag.Reasons).Id);
            Assert.Equal(DriftStatus.InSync, (await CompareAsync(plan, named: [group, second])).Status);

            await ApplyAsync(client, second, "add tcp 22 0.0.0.0/0");
            Assert.Equal(DriftStatus.Unknown, (await CompareAsync(plan)).Status);
            var drift = await CompareAsync(plan, named: [group, second]);
            Assert.Equal(DriftStatus.Drift, drift.Status);
            Assert.Equal(second, Assert.Single(drift.Extra).GroupId);
        }
    }

    [Fact]
    public async Task A_changed_tag_is_drift_and_a_deleted_group_unknown()
    {
        var (client, plan, group) = await CreateAsync("tags");
        using (client)
        {
            await client.CreateTagsAsync(
                new CreateTagsRequest { Resources = [group], Tags = [new Tag(PlanTags.Digest, "00")] },
                TestContext.Current.CancellationToken);
            var drift = await CompareAsync(plan);
            Assert.Equal(PlanTags.Digest, Assert.Single(drift.Tags).Key);
            Assert.Equal(DriftStatus.Drift, drift.Status);
            Assert.Equal(DriftStatus.Drift, (await CompareAsync(plan, quick: true)).Status);

            await client.DeleteSecurityGroupAsync(
                new DeleteSecurityGroupRequest { GroupId = group }, TestContext.Current.CancellationToken);
            Assert.Equal(DriftStatus.Unknown, (await CompareAsync(plan)).Status);
        }
    }

    private static FlowSet SetOf(string[] differences, char sign) =>
        FlowSet.From(differences.Where(text => text[0] == sign).Select(text => FlowRange.Parse(text[2..])));

    private AmazonEC2Client Client()
    {
        if (moto.Address is null) Assert.Skip(moto.Reason);
        return new AmazonEC2Client(
            new BasicAWSCredentials("test", "test"),
            new AmazonEC2Config { ServiceURL = moto.Address.AbsoluteUri, AuthenticationRegion = Region });
    }

    private async Task<InstanceDrift> CompareAsync(Plan plan, bool quick = false, params string[] named)
    {
        var options = new FleetOptions
        {
            Scope = DriftScope.Group,
            Groups = [.. named],
            Sources = new SourceOptions { Endpoint = moto.Address },
            Quick = quick,
        };
        var clouds = Clouds.With(aws: new BasicAWSCredentials("test", "test"));
        return Assert.Single(
            await new FleetComparer(clouds, options, _ => { })
                .CompareAsync([new FleetTarget(plan, Region)], TestContext.Current.CancellationToken));
    }

    private async Task<(AmazonEC2Client Client, Plan Plan, string Group)> CreateAsync(string name)
    {
        var client = Client();
        var plan = Plans.Pbx(AwsTarget.Instance, name);
        var tags = plan.GroupTags.Select(tag => new Tag(tag.Key, tag.Value)).ToList();
        var group = (await client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
        {
            GroupName = name,
            Description = AwsPlanner.GroupDescription,
            VpcId = await VpcAsync(client),
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = tags }],
        })).GroupId;
        await RevokeDefaultAsync(client, group);
        await client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group,
                IpPermissions = [.. LiveJson.Rules(plan, AwsTypes.IngressRule).Select(Permission)],
            });
        await client.AuthorizeSecurityGroupEgressAsync(
            new AuthorizeSecurityGroupEgressRequest
            {
                GroupId = group,
                IpPermissions = [.. LiveJson.Rules(plan, AwsTypes.EgressRule).Select(Permission)],
            });
        return (client, plan, group);
    }

    private static async Task<string> VpcAsync(AmazonEC2Client client) =>
        (await client.DescribeVpcsAsync(new DescribeVpcsRequest())).Vpcs[0].VpcId;

    /// <summary>As the Pulumi provider does: the rule that lets everything out goes first.</summary>
    private static async Task RevokeDefaultAsync(AmazonEC2Client client, string group)
    {
        var egress = (
            await client.DescribeSecurityGroupsAsync(
                new DescribeSecurityGroupsRequest { GroupIds = [group] })).SecurityGroups[0].IpPermissionsEgress;
        if (egress is { Count: > 0 })
            await client.RevokeSecurityGroupEgressAsync(new RevokeSecurityGroupEgressRequest { GroupId = group, IpPermissions = egress });
    }

    private static IpPermission Permission(PlannedResource rule)
    {
        var properties = rule.Properties;
        var permission = new IpPermission
        {
            IpProtocol = properties.Text("ipProtocol"),
            FromPort = properties.Number("fromPort"),
            ToPort = properties.Number("toPort"),
        };
        if (properties.Text("cidrIpv4") is { } v4)
            permission.Ipv4Ranges = [new IpRange { CidrIp = v4, Description = properties.Text("description") }];
        if (properties.Text("cidrIpv6") is { } v6)
            permission.Ipv6Ranges = [new Ipv6Range { CidrIpv6 = v6, Description = properties.Text("description") }];
        return permission;
    }

    private static async Task ApplyAsync(AmazonEC2Client client, string group, string change)
    {
        var words = change.Split(' ');
        var ports = words[2].Contains(',', StringComparison.Ordinal)
            ? words[2].Split(',').Select(Number).ToArray()
            : words[2].Split('-') is var range && range.Length == 1 ? [Number(range[0]), Number(range[0])] : [.. range.Select(Number)];
        var permission = new IpPermission { IpProtocol = words[1], FromPort = ports[0], ToPort = ports[1] };
        if (words[3].Contains(':', StringComparison.Ordinal)) permission.Ipv6Ranges = [new Ipv6Range { CidrIpv6 = words[3] }];
        else permission.Ipv4Ranges =
        [
            new IpRange { CidrIp = words[3], Description = words[0].StartsWith("add", StringComparison.Ordinal) ? "by hand" : null },
        ];
        switch (words[0])
        {
            case "add":
                await client.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [permission] }); break;
            case "add-out":
                await client.AuthorizeSecurityGroupEgressAsync(
                new AuthorizeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [permission] }); break;
            case "remove":
                await client.RevokeSecurityGroupIngressAsync(
                new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [permission] }); break;
            case "remove-out":
                await client.RevokeSecurityGroupEgressAsync(
                new RevokeSecurityGroupEgressRequest { GroupId = group, IpPermissions = [permission] }); break;
            default: throw new ArgumentException($"'{words[0]}' is not a change.", nameof(change));
        }
    }

    private static int? Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
