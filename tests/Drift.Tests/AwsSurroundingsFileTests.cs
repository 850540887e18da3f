using System.Text;
using System.Text.Json.Nodes;
using Starface.Drift.Files;
using Starface.Drift.Composition;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>Files with interfaces, subnets, network ACLs and VPC Block Public Access of AWS.</summary>
public sealed class AwsSurroundingsFileTests
{
    [Fact]
    public void An_interface_tells_its_groups_addresses_subnet_and_machine()
    {
        var read = Read(AwsSurroundingsJson.Interfaces);
        Assert.Equal([SurroundingPart.Interfaces], read.Read);
        Assert.Empty(read.Unread);
        var first = read.Interfaces[0];
        Assert.Empty(first.Problems);
        Assert.Equal("eni-0a", first.Id);
        Assert.Equal("file.json", first.Place);
        Assert.Equal(["sg-00000000", "sg-0de6"], first.GroupIds);
        Assert.Equal(("vpc-1", "i-0123456789abcdef0"), (first.Network, first.Machine));
        var place = Assert.Single(first.Configurations);
        Assert.Equal("subnet-0a", place.SubnetId);
        Assert.Equal(["10.0.0.5", "10.0.0.6", "2001:db8:7::5"], place.Addresses.Select(address => address.ToString()));
        Assert.Null(read.Interfaces[1].Machine);
        Assert.Empty(read.Interfaces[1].Problems);
    }

    [Fact]
    public void An_interface_in_further_subnets_has_a_place_in_each()
    {
        var read = Read(Changed(AwsSurroundingsJson.Interfaces, file => file["NetworkInterfaces"]![1]!["AssociatedSubnets"] =
            new JsonArray("subnet-0b", "subnet-0c")));
        Assert.Empty(read.Interfaces[1].Problems);
        Assert.Equal(["subnet-0b", "subnet-0c"], read.Interfaces[1].Configurations.Select(place => place.SubnetId));
    }

    [Fact]
    public void A_subnet_tells_the_prefixes_that_are_associated_with_it()
    {
        var read = Read(AwsSurroundingsJson.Subnets);
        Assert.Equal([SurroundingPart.Subnets], read.Read);
        Assert.Empty(read.Subnets[0].Problems);
        Assert.Equal(["10.0.0.0/24", "2001:db8:7::/64"], read.Subnets[0].Prefixes.Select(prefix => prefix.ToString()));
        Assert.Equal("vpc-1", read.Subnets[0].Network);
        Assert.Equal(["10.0.1.0/24"], read.Subnets[1].Prefixes.Select(prefix => prefix.ToString()));
    }

    [Fact]
    public void A_network_ACL_has_a_rule_for_each_entry_and_the_subnets_it_is_on()
    {
        var acl = Assert.Single(Read(AwsSurroundingsJson.NetworkAcls).NetworkAcls);
        Assert.Empty(acl.Problems);
        Assert.Equal(("acl-0b", "vpc-1"), (acl.Id, acl.Network));
        Assert.Equal(["subnet-0a", "subnet-0b"], acl.AttachedTo!.Value);
        Assert.Equal(
            [
                "egress 100 allow outbound all 0.0.0.0/0",
                "egress * deny outbound all 0.0.0.0/0",
                "egress * (IPv6) deny outbound all ::/0",
                "ingress 90 deny inbound udp 0.0.0.0/0 10000-20000",
                "ingress 100 allow inbound all 0.0.0.0/0",
                "ingress 110 allow inbound icmpv6 2001:db8::/32 type 128",
                "ingress * deny inbound all 0.0.0.0/0",
            ],
            acl.Rules.Select(rule => $"{rule.Id} {(rule.Allow ? "allow" : "deny")} {Assert.Single(rule.Matches)}"));
        Assert.Equal([100, 32767, 32768, 90, 100, 110, 32767], acl.Rules.Select(rule => rule.Priority));
    }

    [Theory]
    [InlineData("off", PublicAccessBlock.Off)]
    [InlineData("block-ingress", PublicAccessBlock.Inbound)]
    [InlineData("block-bidirectional", PublicAccessBlock.Both)]
    internal void Public_access_is_what_the_region_blocks(string mode, PublicAccessBlock block)
    {
        var read = Read(
            AwsSurroundingsJson.PublicAccess.Replace("block-bidirectional", mode, StringComparison.Ordinal));
        Assert.Equal(block, read.PublicAccess["file.json"].Block);
        Assert.Equal(block == PublicAccessBlock.Off, read.Read.Contains(SurroundingPart.PublicAccessExclusions));
    }

    [Fact]
    public void Exclusions_of_another_file_count_for_the_settings()
    {
        var survey = LiveSurvey.Join([
            Survey(AwsSurroundingsJson.PublicAccess), Survey(AwsSurroundingsJson.Exclusions), Survey(AwsSurroundingsJson.Subnets)]);
        var access = survey.Surroundings.PublicAccess["file.json"];
        Assert.Equal(PublicAccessBlock.Off, access.For("subnet-0a", "vpc-1"));
        Assert.Equal(PublicAccessBlock.Inbound, access.For("subnet-0b", "vpc-1"));
        Assert.Equal(PublicAccessBlock.Both, access.For("subnet-0c", "vpc-2"));
        Assert.Equal(
            [SurroundingPart.Subnets, SurroundingPart.PublicAccess, SurroundingPart.PublicAccessExclusions],
            survey.Surroundings.Read.Order());
    }

    [Fact]
    public void An_exclusion_does_not_block_what_the_region_does_not() => Assert.Equal(
        PublicAccessBlock.Off,
        (new LivePublicAccess(PublicAccessBlock.Off) with
        {
            Exclusions = new LivePublicAccess(PublicAccessBlock.Off).Exclusions.Add("vpc-1", PublicAccessBlock.Inbound),
        }).For("subnet-0a", "vpc-1"));

    /// <summary>Something that is wrong in the first item of a list: the member, its value in JSON, and what the problem names.</summary>
    public static TheoryData<string, string, string, string> BrokenItems => new()
    {
        { "Interfaces", "Mirror", "true", "'Mirror'" },
        { "Interfaces", "SubnetId", "null", "'SubnetId'" },
        { "Interfaces", "SubnetId", "7", "not a text" },
        { "Interfaces", "VpcId", "null", "'VpcId'" },
        { "Interfaces", "Attachment", "[]", "not an object" },
        { "Interfaces", "Attachment", """{"InstanceId":"i-1","Via":"x"}""", "'Via'" },
        { "Interfaces", "PrivateIpAddresses", """[{"PrivateIpAddress":"10.0.0.300"}]""", "10.0.0.300" },
        { "Interfaces", "PrivateIpAddresses", """[{"Primary":true}]""", "'PrivateIpAddress'" },
        { "Interfaces", "Ipv6Addresses", """[{"Ipv6Address":"2001:db8::5","Scope":"x"}]""", "'Scope'" },
        { "Interfaces", "Groups", """[{"GroupId":"sg-00000000","Only":"udp"}]""", "'Only'" },
        { "Interfaces", "DenyAllIgwTraffic", "true", "DenyAllIgwTraffic" },
        { "Interfaces", "TagSet", """[{"Key":"a","Value":"b","Scope":"c"}]""", "'Scope'" },
        { "Subnets", "Overlay", "1", "'Overlay'" },
        { "Subnets", "VpcId", "null", "'VpcId'" },
        { "Subnets", "CidrBlock", "\"10.0.0.0/33\"", "10.0.0.0/33" },
        { "Subnets", "CidrBlock", "\"2001:db8::/64\"", "IPv4 prefix" },
        { "Subnets", "Ipv6CidrBlockAssociationSet", """[{"Ipv6CidrBlock":"2001:db8::/64"}]""", "'Ipv6CidrBlockState'" },
        {
            "Subnets", "Ipv6CidrBlockAssociationSet",
            """[{"Ipv6CidrBlock":"2001:db8::/64","Ipv6CidrBlockState":{"State":"disassociating"}}]""", "disassociating"
        },
        { "NetworkAcls", "Mode", "\"x\"", "'Mode'" },
        { "NetworkAcls", "Entries", "null", "'Entries'" },
        { "NetworkAcls", "Entries", "{}", "not an array" },
        { "NetworkAcls", "Entries", Entry(""","Log":true"""), "'Log'" },
        { "NetworkAcls", "Entries", """[{"CidrBlock":"0.0.0.0/0","Protocol":"-1","RuleAction":"allow","RuleNumber":1}]""", "'Egress'" },
        { "NetworkAcls", "Entries", Entry("", number: "0"), "RuleNumber 0" },
        { "NetworkAcls", "Entries", Entry("", number: "40000"), "RuleNumber 40000" },
        { "NetworkAcls", "Entries", Entry("", number: "99999999999"), "99999999999" },
        { "NetworkAcls", "Entries", Entry("", action: "log"), "'log'" },
        { "NetworkAcls", "Entries", Entry("", protocol: "256"), "256" },
        { "NetworkAcls", "Entries", Entry("", protocol: "6"), "FromPort" },
        { "NetworkAcls", "Entries", Entry(""","PortRange":{"From":1,"To":70000}""", protocol: "6"), "70000" },
        { "NetworkAcls", "Entries", Entry(""","PortRange":{"From":9,"To":1}""", protocol: "6"), "9-1" },
        { "NetworkAcls", "Entries", Entry(""","IcmpTypeCode":{"Type":300,"Code":0}""", protocol: "1"), "300" },
        { "NetworkAcls", "Entries", Entry("", protocol: "1"), "ICMP type" },
        { "NetworkAcls", "Entries", Entry(""","Ipv6CidrBlock":"::/0" """), "one of 'CidrBlock' and 'Ipv6CidrBlock'" },
        {
            "NetworkAcls", "Entries", $"[{Entry("")[1..^1]},{Entry("", action: "deny")[1..^1]}]", "ingress 90 twice"
        },
    };

    [Theory]
    [MemberData(nameof(BrokenItems))]
    public void What_is_wrong_with_an_item_is_its_own_problem(string list, string member, string value, string named)
    {
        var source = list switch
        {
            "Interfaces" => AwsSurroundingsJson.Interfaces,
            "Subnets" => AwsSurroundingsJson.Subnets,
            _ => AwsSurroundingsJson.NetworkAcls,
        };
        var survey = Survey(Changed(source, file => file.AsObject().First().Value![0]![member] = JsonNode.Parse(value)));
        var read = survey.Surroundings;
        Assert.Empty(survey.Problems);
        Assert.Empty(read.Unread);
        var problems = read.Interfaces.Take(1).SelectMany(live => live.Problems)
            .Concat(read.Subnets.Take(1).SelectMany(live => live.Problems))
            .Concat(read.NetworkAcls.SelectMany(live => live.Problems))
            .Select(problem => problem.Describe());
        Assert.Contains(problems, problem => problem.Contains(named, StringComparison.Ordinal)
            && problem.Contains("file.json: $.", StringComparison.Ordinal));
        Assert.Empty(read.Interfaces.Skip(1).SelectMany(live => live.Problems));
        Assert.Empty(read.Subnets.Skip(1).SelectMany(live => live.Problems));
    }

    [Fact]
    public void An_open_entry_is_seen_beside_one_that_cannot_be_understood()
    {
        var acl = Assert.Single(
            Read(
                Changed(
                    AwsSurroundingsJson.NetworkAcls,
                    file => file["NetworkAcls"]![0]!["Entries"]![3]!["Protocol"] = "quic")).NetworkAcls);
        Assert.Single(acl.Problems);
        Assert.Equal(6, acl.Rules.Length);
    }

    /// <summary>An item that does not say which one it is, or whose groups cannot be told, may be any.</summary>
    [Theory]
    [InlineData("NetworkInterfaceId", "null", "'NetworkInterfaceId'")]
    [InlineData("NetworkInterfaceId", "\"\"", "is empty")]
    [InlineData("Groups", "null", "'Groups'")]
    [InlineData("Groups", "{}", "not an array")]
    [InlineData("Groups", """[{"GroupName":"debug"}]""", "'GroupId'")]
    [InlineData("Groups", """["sg-1"]""", "not an object")]
    public void An_interface_that_may_be_any_makes_all_unknown(string member, string value, string named)
    {
        var read = Read(
            Changed(AwsSurroundingsJson.Interfaces, file => file["NetworkInterfaces"]![0]![member] = JsonNode.Parse(value)));
        Assert.Contains(named, read.Unread[SurroundingPart.Interfaces].Describe(), StringComparison.Ordinal);
        Assert.DoesNotContain(SurroundingPart.Interfaces, read.Read);
        Assert.Equal(["eni-0b"], read.Interfaces.Select(live => live.Id));
    }

    [Theory]
    [InlineData("SubnetId", SurroundingPart.Subnets)]
    [InlineData("NetworkAclId", SurroundingPart.NetworkAcls)]
    [InlineData("Associations", SurroundingPart.NetworkAcls)]
    internal void A_subnet_or_ACL_that_may_be_any_makes_all_unknown(string member, SurroundingPart part)
    {
        var source = part == SurroundingPart.Subnets ? AwsSurroundingsJson.Subnets : AwsSurroundingsJson.NetworkAcls;
        var read = Read(Changed(source, file => file.AsObject().First().Value![0]!.AsObject().Remove(member)));
        Assert.Contains($"'{member}'", read.Unread[part].Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("State", "\"update-in-progress\"", "update-in-progress")]
    [InlineData("State", "null", "'State'")]
    [InlineData("InternetGatewayBlockMode", "\"block-egress\"", "block-egress")]
    [InlineData("InternetGatewayBlockMode", "null", "'InternetGatewayBlockMode'")]
    [InlineData("EgressGatewayBlockMode", "\"off\"", "'EgressGatewayBlockMode'")]
    public void Settings_of_public_access_that_are_not_settled_or_known_are_unknown(string member, string value, string named)
    {
        var read = Read(
            Changed(
                AwsSurroundingsJson.PublicAccess, file => file["VpcBlockPublicAccessOptions"]![member] = JsonNode.Parse(value)));
        Assert.Contains(named, read.Unread[SurroundingPart.PublicAccess].Describe(), StringComparison.Ordinal);
        Assert.Empty(read.PublicAccess);
        Assert.Empty(read.Read);
    }

    [Theory]
    [InlineData("State", "\"create-in-progress\"", "create-in-progress")]
    [InlineData("State", "\"update-failed\"", "update-failed")]
    [InlineData("State", "\"delete-in-progress\"", "delete-in-progress")]
    [InlineData("ResourceArn", "\"arn:aws:ec2:eu-central-1:1:instance/i-1\"", "instance/i-1")]
    [InlineData("ResourceArn", "\"subnet-0a\"", "subnet-0a")]
    [InlineData("ResourceArn", "null", "'ResourceArn'")]
    [InlineData("InternetGatewayExclusionMode", "\"allow-ingress\"", "allow-ingress")]
    [InlineData("Scope", "\"x\"", "'Scope'")]
    public void An_exclusion_that_is_not_settled_or_known_makes_exclusions_unknown(string member, string value, string named)
    {
        var read = Read(
            Changed(
                AwsSurroundingsJson.Exclusions,
                file => file["VpcBlockPublicAccessExclusions"]![0]![member] = JsonNode.Parse(value)));
        Assert.Contains(named, read.Unread[SurroundingPart.PublicAccessExclusions].Describe(), StringComparison.Ordinal);
        Assert.Empty(read.Read);
    }

    [Theory]
    [InlineData("""{"NetworkInterfaces":[],"NextToken":"x"}""", "further pages")]
    [InlineData("""{"NetworkInterfaces":[],"More":true}""", "'More'")]
    [InlineData("""{"Subnets":[],"subnets":[]}""", "twice")]
    [InlineData("""{"NetworkInterfaces":{}}""", "not an array")]
    [InlineData("""{"VpcBlockPublicAccessExclusions":"none"}""", "not an array")]
    [InlineData("""{"NetworkInterfaces":null}""", "nothing this program knows")]
    [InlineData("{}", "nothing this program knows")]
    [InlineData("""{"NetworkInterfaces":[{"NetworkInterfaceId":"eni-1""", "Incomplete JSON")]
    [InlineData("""[{"NetworkInterfaceId":"eni-1"}]""", "'aws ec2 describe-network-interfaces'")]
    [InlineData("""{"SubnetId":"subnet-1"}""", "'aws ec2 describe-subnets'")]
    [InlineData("""[{"NetworkAclId":"acl-1"}]""", "'aws ec2 describe-network-acls'")]
    [InlineData("""{"InternetGatewayBlockMode":"off"}""", "'aws ec2 describe-vpc-block-public-access-options'")]
    public void A_document_that_does_not_tell_all_is_a_problem_of_the_source(string json, string named) =>
        Assert.Contains(Survey(json).Problems, problem => problem.Describe().Contains(named, StringComparison.Ordinal));

    [Fact]
    public void An_empty_list_was_read_all_the_same() =>
        Assert.Equal([SurroundingPart.NetworkAcls], Read("""{"NetworkAcls":[]}""").Read);

    [Fact]
    public void Files_beside_each_other_are_one_survey()
    {
        var folder = Directory.CreateTempSubdirectory("surroundings-");
        try
        {
            List<(string, string)> files = [];
            foreach (var json in new[]
            {
                AwsSurroundingsJson.Interfaces, AwsSurroundingsJson.Subnets, AwsSurroundingsJson.NetworkAcls,
                """{"SecurityGroups":[]}""",
            })
            {
                var name = $"{files.Count}.json";
                files.Add((Path.Combine(folder.FullName, name), name));
                File.WriteAllText(files[^1].Item1, json);
            }

            var survey = new LiveFileReader(ShippedConnectors.All).Read(files);
            Assert.Empty(survey.Problems);
            Assert.Equal(
                [SurroundingPart.Interfaces, SurroundingPart.Subnets, SurroundingPart.NetworkAcls], survey.Surroundings.Read.Order());
            Assert.Equal(2, survey.Surroundings.Interfaces.Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Entry(string more, string number = "90", string action = "allow", string protocol = "-1") =>
        $$"""
        [{"CidrBlock":"0.0.0.0/0","Egress":false,"Protocol":"{{protocol}}","RuleAction":"{{action}}","RuleNumber":{{number}}{{more}}}]
        """;

    private static string Changed(string json, Action<JsonNode> change)
    {
        var node = AwsSurroundingsJson.Parse(json);
        change(node);
        return node.ToJsonString();
    }

    private static LiveSurvey Survey(string json) => LiveFile.Parse(Encoding.UTF8.GetBytes(json), "file.json");

    private static LiveSurroundings Read(string json)
    {
        var survey = Survey(json);
        Assert.Empty(survey.Problems);
        return survey.Surroundings;
    }
}
