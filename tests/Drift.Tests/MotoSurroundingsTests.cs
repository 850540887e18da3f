using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Starface.Drift.Aws;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>
/// Against a third-party emulator of EC2: interfaces, subnets, network ACLs and prefix lists that AWS's own client created are read back.
/// </summary>
public sealed class MotoSurroundingsTests(MotoServer moto) : IClassFixture<MotoServer>
{
    private const string Region = "eu-central-1";

    [Fact]
    public async Task What_was_created_around_a_group_is_read_back()
    {
        using var client = Client();
        var token = TestContext.Current.CancellationToken;
        var vpc = (await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.7.0.0/16" }, token)).Vpc.VpcId;
        var subnet = (await client.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = vpc, CidrBlock = "10.7.1.0/24" }, token)).Subnet.SubnetId;
        var own = await GroupAsync(client, vpc, "own");
        var debug = await GroupAsync(client, vpc, "debug");
        var list = (await client.CreateManagedPrefixListAsync(
            new CreateManagedPrefixListRequest
            {
                PrefixListName = "office",
                AddressFamily = "IPv4",
                MaxEntries = 5,
                Entries = [new AddPrefixListEntry { Cidr = "198.18.0.0/24" }],
            },
            token)).PrefixList.PrefixListId;
        await client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = debug,
                IpPermissions =
                [
                    new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, PrefixListIds = [new PrefixListId { Id = list }] },
                ],
            },
            token);
        var first = await InterfaceAsync(client, subnet, "10.7.1.10", own, debug);
        var second = await InterfaceAsync(client, subnet, "10.7.1.11", own);
        await InterfaceAsync(client, subnet, "10.7.1.12", debug);
        var acl = (await client.DescribeNetworkAclsAsync(
            new DescribeNetworkAclsRequest { Filters = [new Filter("vpc-id", [vpc])] }, token)).NetworkAcls[0].NetworkAclId;
        await client.CreateNetworkAclEntryAsync(
            new CreateNetworkAclEntryRequest
            {
                NetworkAclId = acl,
                RuleNumber = 90,
                Protocol = "17",
                RuleAction = RuleAction.Deny,
                Egress = false,
                CidrBlock = "0.0.0.0/0",
                PortRange = new Amazon.EC2.Model.PortRange { From = 10000, To = 20000 },
            },
            token);

        var survey = await ReadAsync(own);

        var read = survey.Surroundings;
        Assert.Equal(
            new[] { first, second }.Order(StringComparer.Ordinal), read.Interfaces.Select(each => each.Id).Order(StringComparer.Ordinal));
        var live = read.Interfaces.Single(each => each.Id == first);
        Assert.Equal(new[] { own, debug }.Order(StringComparer.Ordinal), live.GroupIds.Order(StringComparer.Ordinal));
        Assert.Equal((subnet, "10.7.1.10"), (live.Configurations[0].SubnetId, live.Configurations[0].Addresses[0].ToString()));
        Assert.Empty(read.Interfaces.SelectMany(each => each.Problems));
        Assert.Equal(["10.7.1.0/24"], Assert.Single(read.Subnets).Prefixes.Select(prefix => prefix.ToString()));
        Assert.Empty(read.Subnets[0].Problems);
        var found = Assert.Single(read.NetworkAcls);
        Assert.Empty(found.Problems);
        Assert.Equal((acl, true), (found.Id, found.AttachedTo!.Value.Contains(subnet)));
        Assert.Contains(
            "inbound udp 0.0.0.0/0 10000-20000",
            found.Rules.Where(rule => rule is { Id: "ingress 90", Allow: false }).SelectMany(rule => rule.Matches)
                .Select(match => match.ToString()));
        Assert.Equal([own, debug], survey.Groups.Select(group => group.Id));
        Assert.Equal(["198.18.0.0/24"], survey.Groups[1].PrefixLists[list].Select(entry => entry.ToString()));
        Assert.All(survey.Groups, group => Assert.Empty(group.Problems));
        // The emulator does not know VPC Block Public Access.
        Assert.Equal([SurroundingPart.PublicAccess], read.Unread.Keys);
    }

    private async Task<LiveSurvey> ReadAsync(string group)
    {
        var access = new AwsAccess(Region) { Endpoint = moto.Address };
        using var reader = new AwsLiveReader(AwsClients.Create(access, new BasicAWSCredentials("test", "test")), access);
        var survey = new LiveSurvey([new LiveGroup(AwsTarget.Instance, group, group)], []);
        return await reader.ReadSurroundingsAsync(survey, TestContext.Current.CancellationToken);
    }

    private AmazonEC2Client Client()
    {
        if (moto.Address is null) Assert.Skip(moto.Reason);
        return new AmazonEC2Client(
            new BasicAWSCredentials("test", "test"),
            new AmazonEC2Config { ServiceURL = moto.Address.AbsoluteUri, AuthenticationRegion = Region });
    }

    private static async Task<string> GroupAsync(AmazonEC2Client client, string vpc, string name) =>
        (await client.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest { GroupName = name, Description = name, VpcId = vpc })).GroupId;

    private static async Task<string> InterfaceAsync(AmazonEC2Client client, string subnet, string address, params string[] groups) =>
        (await client.CreateNetworkInterfaceAsync(
            new CreateNetworkInterfaceRequest { SubnetId = subnet, PrivateIpAddress = address, Groups = [.. groups] }))
        .NetworkInterface.NetworkInterfaceId;
}
