using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Terraform;

/// <summary>
/// Updates of an instance that outgrows its group and shrinks again, applied by the provider with the groups on an interface, while a
/// watcher asks what the interface lets through: at no moment less than what is declared before and after.
/// </summary>
[Trait("Category", "Slow")]
public sealed class TerraformUpdateTests
{
    private const string Instance = "grows";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A VPN's network has twelve inbound rules, so that a group takes two.</summary>
    private const int RulesPerGroup = 24;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_declared_flow_leaves_the_interface_while_groups_come_and_go()
    {
        if (TerraformTool.OnPath("moto_server") is not { } program)
        {
            Assert.Skip("moto_server is not on this machine.");
            return;
        }

        using var moto = await MotoServer.StartAsync(program, CancellationToken);
        using var client = Client(moto.Endpoint);
        var networkInterface = await InterfaceAsync(client);
        var before = PlanOf(networkInterface, RecordedGroups.None, consolidate: false, "10.1.0.0/16");
        await TerraformTests.InFolderAsync(before, moto.Endpoint, async (terraform, folder) =>
        {
            await ApplyAsync(terraform, folder, before, moto.Endpoint);
            (bool Consolidate, string[] Networks, int Groups)[] updates =
            [
                (false, ["10.1.0.0/16", "10.2.0.0/16"], 1),
                (false, ["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"], 2),
                (false, ["10.1.0.0/16", "10.3.0.0/16", "10.4.0.0/16"], 2),
                (true, ["10.3.0.0/16"], 2),
                (false, ["10.3.0.0/16"], 1),
            ];
            foreach (var (consolidate, networks, groups) in updates)
            {
                var after = PlanOf(networkInterface, Record(before), consolidate, networks);
                Assert.False(after.HasErrors, string.Join("\n", after.Findings.Select(finding => finding.Describe())));
                Assert.Equal(groups, after.Resources.Count(resource => resource.Type == AwsTypes.SecurityGroup));

                var seen = await WatchAsync(client, networkInterface, () => ApplyAsync(terraform, folder, after, moto.Endpoint));

                var kept = PermissionsOf(before).Intersect(PermissionsOf(after)).ToList();
                Assert.NotEmpty(kept);
                Assert.True(seen.Count > 5, "The watcher was too slow to see anything.");
                Assert.All(seen, permitted => Assert.Empty(kept.Except(permitted)));
                Assert.Equal(PermissionsOf(after), await ReadAsync(client, networkInterface));
                before = after;
            }
        });
    }

    private static async Task ApplyAsync(TerraformTool terraform, string folder, Plan plan, Uri endpoint)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "main.tf.json"), TerraformConfiguration.File(plan, endpoint), CancellationToken);
        // One step after the other: the emulator does not guard a group against two writers at once.
        var applied = await terraform.RunAsync(
            folder, CancellationToken, "apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=1");
        Assert.True(applied.ExitCode == 0, applied.Output);
    }

    /// <summary>What the interface lets through, again and again while something happens.</summary>
    private static async Task<ConcurrentQueue<SortedSet<string>>> WatchAsync(
        AmazonEC2Client client, string networkInterface, Func<Task> act)
    {
        var seen = new ConcurrentQueue<SortedSet<string>>();
        using var done = new CancellationTokenSource();
        var watcher = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                seen.Enqueue(await ReadAsync(client, networkInterface));
                await Task.Delay(Pause);
            }
        });
        try
        {
            await act();
        }
        finally
        {
            await done.CancelAsync();
            await watcher;
        }

        return seen;
    }

    /// <summary>The permissions of all groups on the interface.</summary>
    private static async Task<SortedSet<string>> ReadAsync(AmazonEC2Client client, string networkInterface)
    {
        while (true)
        {
            var live = (await client.DescribeNetworkInterfacesAsync(
                new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [networkInterface] })).NetworkInterfaces.Single();
            try
            {
                // The interface's groups are read first, so that one that goes in the meantime is asked for again.
                var groups = (await client.DescribeSecurityGroupsAsync(
                    new DescribeSecurityGroupsRequest { GroupIds = [.. live.Groups.Select(group => group.GroupId)] })).SecurityGroups;
                return new SortedSet<string>(
                    groups.SelectMany(group => Texts("in", group.IpPermissions).Concat(Texts("out", group.IpPermissionsEgress))),
                    StringComparer.Ordinal);
            }
            catch (AmazonEC2Exception gone) when (gone.ErrorCode == "InvalidGroup.NotFound")
            {
                await Task.Delay(Pause);
            }
        }
    }

    private static IEnumerable<string> Texts(string direction, List<IpPermission>? permissions) =>
        from permission in permissions ?? []
        from remote in (permission.Ipv4Ranges ?? []).Select(range => range.CidrIp)
            .Concat((permission.Ipv6Ranges ?? []).Select(range => range.CidrIpv6))
        select $"{direction} {permission.IpProtocol} {permission.FromPort} {permission.ToPort} {remote}";

    private static SortedSet<string> PermissionsOf(Plan plan) => new(
        from resource in plan.Resources
        where resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule
        let rule = resource.Properties
        let direction = resource.Type == AwsTypes.IngressRule ? "in" : "out"
        select $"{direction} {rule.Text("ipProtocol")} {rule.Number("fromPort")} {rule.Number("toPort")} "
            + (rule.Text("cidrIpv4") ?? rule.Text("cidrIpv6")),
        StringComparer.Ordinal);

    private static RecordedGroups Record(Plan plan) =>
        AwsTarget.Instance.ReadRecorded(Instance, plan.Resources.Select(RecordedResource.From));

    private static Plan PlanOf(string networkInterface, RecordedGroups recorded, bool consolidate, params string[] networks)
    {
        var policy = new CloudPbxVpn(new CloudPbxVpn.Peers
        {
            Vpn = [.. networks.Select(Peer.Parse)],
            Resolvers = ["192.0.2.53/32"],
            TimeServers = ["192.0.2.123/32"],
        });
        var request = new PlanRequest(Instance, policy);
        return AwsTarget.Instance.Plan(new PlanRequest(request)
        {
            // The exclusive set of rules came with a later version of the provider than the one at hand.
            ExclusiveRules = false,
            RulesPerGroup = RulesPerGroup,
            NetworkInterfaceIds = request.NetworkInterfaceIds.Add("pbx", networkInterface),
            Recorded = recorded,
            Consolidate = consolidate,
        });
    }

    /// <summary>An interface in the default VPC, with a group that does not belong to the plan.</summary>
    private static async Task<string> InterfaceAsync(AmazonEC2Client client)
    {
        var subnet = (await client.DescribeSubnetsAsync(new DescribeSubnetsRequest(), CancellationToken)).Subnets[0];
        var other = await client.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = "other", Description = "other", VpcId = subnet.VpcId }, CancellationToken);
        var all = new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] };
        await client.RevokeSecurityGroupEgressAsync(
            new RevokeSecurityGroupEgressRequest { GroupId = other.GroupId, IpPermissions = [all] }, CancellationToken);
        return (await client.CreateNetworkInterfaceAsync(
            new CreateNetworkInterfaceRequest { SubnetId = subnet.SubnetId, Groups = [other.GroupId] },
            CancellationToken)).NetworkInterface.NetworkInterfaceId;
    }

    private static AmazonEC2Client Client(Uri endpoint) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonEC2Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = "eu-central-1" });
}
