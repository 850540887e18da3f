using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Configuration;

/// <summary>What a cloud would refuse is refused before, and nothing that it accepts.</summary>
public sealed class CloudFormTests
{
    private const string Prefix = "/subscriptions/abcdef00-0000-0000-0000-000000000001/resourceGroups/rg/providers/";
    private const string Nic = Prefix + "Microsoft.Network/networkInterfaces/";
    private const string Subnet = Prefix + "Microsoft.Network/virtualNetworks/v1/subnets/";

    private static PolicyCatalog Policies => Catalog(
        new PolicyDefinition("web", "Web", null, [new Allowance(Service("web", Inbound(Protocol.Tcp, "443")), "users", null)]));

    [Theory]
    [InlineData("vpcId", "vpc-0a1b2c3d")]
    [InlineData("vpcId", "vpc-0123456789abcdef0")]
    [InlineData("adoptGroupId", "sg-0a1b2c3d")]
    [InlineData("adoptGroupId", "sg-0123456789abcdef0")]
    [InlineData("attachedTo", "i-0a1b2c3d")]
    [InlineData("attachedTo", "eni-0123456789abcdef0")]
    [InlineData("region", "eu-central-1")]
    [InlineData("region", "us-gov-west-1")]
    [InlineData("region", "cn-northwest-1")]
    [InlineData("region", "us-isob-east-1")]
    [InlineData("region", "eusc-de-east-1")]
    [InlineData("region", "ap-southeast-10")]
    [InlineData("name", "sgmunich")]
    [InlineData("name", "Sg-munich")]
    public void Aws_accepts(string key, string value) => Assert.Empty(ProblemsOnAws((key, Text(value))));

    [Theory]
    [InlineData("vpcId", "my-vpc", "'my-vpc' is not a valid VPC id; write vpc- and 17 hexadecimal digits (8 in older ids), as in "
        + "vpc-0123456789abcdef0.")]
    [InlineData("vpcId", "vpc-0a1b2c3", "'vpc-0a1b2c3' is not a valid VPC id")]
    [InlineData("vpcId", "vpc-0123456789abcdefg", "is not a valid VPC id")]
    [InlineData("vpcId", "VPC-0a1b2c3d", "is not a valid VPC id")]
    [InlineData("adoptGroupId", "sg-123", "'sg-123' is not a valid security group id")]
    [InlineData("adoptGroupId", "123456789012/sg-0a1b2c3d", "is not a valid security group id")]
    [InlineData("attachedTo", "eni-0a1b", "Expected a list of ids such as eni-0123456789abcdef0 or i-0123456789abcdef0")]
    [InlineData("region", "eu-central-1a", "'eu-central-1a' is an availability zone, not a region; write 'eu-central-1'.")]
    [InlineData("region", "Frankfurt", "'Frankfurt' is not a valid region; write it as in eu-central-1.")]
    [InlineData("region", "EU-CENTRAL-1", "is not a valid region")]
    [InlineData("region", "eu-central", "is not a valid region")]
    [InlineData("region", "central-1", "is not a valid region")]
    [InlineData("region", "eu--1", "is not a valid region")]
    [InlineData("name", "sg-munich", "The security group would be named after the instance 'sg-munich', but AWS accepts no name that "
        + "begins with sg-; choose another name.")]
    public void Aws_refuses(string key, string value, string message) =>
        AssertOne($"starface:{key}: ", message, ProblemsOnAws((key, Text(value))));

    [Fact]
    public void An_adopted_group_keeps_its_own_name() =>
        Assert.Empty(ProblemsOnAws(("name", Text("sg-munich")), ("adoptGroupId", Text("sg-0a1b2c3d"))));

    [Theory]
    [InlineData("resourceGroupName", "r")]
    [InlineData("resourceGroupName", "Rg_(1).Töne-2")]
    [InlineData("location", "westeurope")]
    [InlineData("location", "West Europe")]
    [InlineData("location", "usgovvirginia")]
    [InlineData("location", "chinaeast3")]
    [InlineData("location", "East US 2")]
    [InlineData("attachedTo", Nic + "n")]
    [InlineData("attachedTo", Subnet + "s")]
    [InlineData("attachedTo", Prefix + "Microsoft.Compute/virtualMachineScaleSets/s/virtualMachines/0/networkInterfaces/n")]
    public void Azure_accepts(string key, string value) => Assert.Empty(ProblemsOnAzure((key, Text(value))));

    [Theory]
    [InlineData("resourceGroupName", "rg.", "'rg.' is not a valid name of a resource group; write letters, digits, hyphens, underscores, "
        + "parentheses and periods, and no period at the end.")]
    [InlineData("resourceGroupName", "r g", "is not a valid name of a resource group")]
    [InlineData("resourceGroupName", "r/g", "is not a valid name of a resource group")]
    [InlineData("location", "west-europe", "'west-europe' is not a valid location; write it as in westeurope or West Europe.")]
    [InlineData("location", "West  Europe", "is not a valid location")]
    [InlineData("attachedTo", "/subscriptions/1/x/networkInterfaces/n", "Expected a list of ids such as")]
    [InlineData("attachedTo", Prefix + "Microsoft.Compute/networkInterfaces/n", "Expected a list of ids such as")]
    public void Azure_refuses(string key, string value, string message) =>
        AssertOne($"starface:{key}: ", message, ProblemsOnAzure((key, Text(value))));

    [Fact]
    public void A_resource_group_has_90_characters_at_most()
    {
        Assert.Empty(ProblemsOnAzure(("resourceGroupName", Text(new string('r', 90)))));
        AssertOne(
            "starface:resourceGroupName: ",
            "has 91 characters; the most are 90.",
            ProblemsOnAzure(("resourceGroupName", Text(new string('r', 91)))));
    }

    [Fact]
    public void Names_within_ids_of_azure_have_80_characters_at_most()
    {
        Assert.Empty(ProblemsOnAzure(("networkInterfaceIds", Map(("a", Text(Nic + new string('n', 80)))))));
        Assert.Single(ProblemsOnAzure(("networkInterfaceIds", Map(("a", Text(Nic + new string('n', 81)))))));
    }

    [Theory]
    [InlineData("azure", 512, "<>%&\\?/")]
    [InlineData("aws", 128, "")]
    public void Tags_have_the_lengths_and_characters_of_the_cloud(string cloud, int longest, string forbidden)
    {
        Assert.Empty(TagProblems(cloud, ("k", "")));
        Assert.Empty(TagProblems(cloud, (new string('k', longest), new string('v', 256))));
        // A character beyond the first plane is one, though it takes two of a string.
        Assert.Empty(TagProblems(cloud, (string.Concat(Enumerable.Repeat("\U0001F4DE", longest)), "")));
        AssertOne("starface:tags.k", $"has {longest + 1} characters; the most on ", TagProblems(cloud, (new string('k', longest + 1), "")));
        AssertOne("starface:tags.key: ", "has 257 characters; the most on ", TagProblems(cloud, ("key", new string('v', 257))));
        AssertOne("starface:tags.: ", "The key of a tag is empty; write a key.", TagProblems(cloud, ("", "v")));
        AssertOne("starface:tags.starface-policy:x: ", "begins with a reserved prefix", TagProblems(cloud, ("starface-policy:x", "v")));
        foreach (var character in "<>%&\\?/ +-=._:@#äß")
        {
            var problems = TagProblems(cloud, ($"a{character}b", $"{character}"));
            if (forbidden.Contains(character, StringComparison.Ordinal))
                AssertOne("starface:tags.a", $"has '{character}', which Azure does not accept in keys; remove it.", problems);
            else
                Assert.Empty(problems);
        }
    }

    [Fact]
    public void Each_cloud_reserves_its_own_prefixes()
    {
        Assert.Single(TagProblems("aws", ("AWS:x", "v")));
        Assert.Empty(TagProblems("aws", ("awsx", "v")));
        Assert.Empty(TagProblems("azure", ("aws:x", "v")));
    }

    [Fact]
    public void Keys_of_tags_that_differ_in_letter_case_are_two_on_aws_and_one_on_azure()
    {
        Assert.Empty(TagProblems("aws", ("Team", "a"), ("team", "b")));
        AssertOne(
            "starface:tags.team: ",
            "'team' is given already, in another spelling; keep one.",
            TagProblems("azure", ("Team", "a"), ("team", "b")));
    }

    [Fact]
    public void A_hyphen_counts_in_keys_of_tags()
    {
        var stack = Bind(Aws(("tags", Map(("cost-center", Text("1")), ("costcenter", Text("2"))))));

        Assert.Equal(["cost-center", "costcenter"], Assert.Single(stack.Instances).Request.Tags.Keys);
    }

    [Theory]
    [InlineData("aws", 46)]
    [InlineData("azure", 47)]
    public void The_plans_own_tags_and_the_instances_are_50_together(string cloud, int most)
    {
        Assert.Empty(TagProblems(cloud, [.. Enumerable.Range(0, most).Select(i => ($"t{i}", "v"))]));
        AssertOne(
            "starface:tags: ",
            $"There are {most + 1} tags; the most on {(cloud == "aws" ? "AWS" : "Azure")} are {most}, since the plan has tags of its own",
            TagProblems(cloud, [.. Enumerable.Range(0, most + 1).Select(i => ($"t{i}", "v"))]));

        var plain = Assert.Single(Bind(Entries(cloud)).Instances);
        var plan = plain.Cloud.Plan(plain.Request);
        var tags = plan.Resources.Where(resource => resource.Properties["tags"] is PropertyMap).Max(
            resource => ((PropertyMap)resource.Properties["tags"]!).Count());
        Assert.Equal(50, most + tags + plan.Resources.Count(resource => resource.Type == "aws:ec2/tag:Tag"));
    }

    [Theory]
    [InlineData("Internet")]
    [InlineData("internet")]
    [InlineData("Storage.WestEurope")]
    [InlineData("storage.westeurope")]
    [InlineData("AzureFrontDoor.Backend")]
    [InlineData("AzureCloud.germanywc")]
    [InlineData("Sql.USGovVirginia")]
    [InlineData("Storage.ChinaNorth3")]
    [InlineData("AzurePlatformDNS")]
    public void A_service_tag_that_there_is_gives_no_warning(string tag) => Assert.Empty(WarningsOf(tag));

    [Theory]
    [InlineData("Interent", "write 'tag:Internet', or give the output of")]
    [InlineData("Storage.WestEurop", "write 'tag:Storage.WestEurope', or give the output of")]
    [InlineData("Storag.WestEurope", "write 'tag:Storage.WestEurope', or give the output of")]
    [InlineData("AzureFrontDor.Backend", "write 'tag:AzureFrontDoor.Backend', or give the output of")]
    [InlineData("AzureFrontDoor", "write 'tag:AzureFrontDoor.")]
    [InlineData("Quuxfrobnicate", "; give the output of 'az network list-service-tags' with --service-tags if it is new.")]
    public void An_unknown_service_tag_is_a_warning_with_the_nearest(string tag, string advice)
    {
        var warning = Assert.Single(WarningsOf(tag));

        Assert.Equal(("SFP5018", Severity.Warning), (warning.Id, warning.Severity));
        Assert.StartsWith(
            $"starface:peers.users[1]: '{tag}' is not among the service tags that Azure had on ",
            warning.Describe(),
            StringComparison.Ordinal);
        Assert.Contains(advice, warning.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Published_service_tags_take_the_place_of_the_known_ones()
    {
        Assert.Empty(WarningsOf("brandnew.tag", "BrandNew.Tag"));
        Assert.Empty(WarningsOf("VirtualNetwork", "BrandNew.Tag"));
        Assert.EndsWith(
            "'Storage' is not among the service tags that were given; look for its name in the file of --service-tags.",
            Assert.Single(WarningsOf("Storage", "BrandNew.Tag")).Describe(),
            StringComparison.Ordinal);
        Assert.EndsWith("write 'tag:BrandNew'.", Assert.Single(WarningsOf("BrandNow", "BrandNew")).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_tag_in_a_set_is_told_once_at_the_set()
    {
        var stack = Bind(Azure(
            ("peerSets", Map(("offices", List("tag:Interent")))), ("peers", Map(("users", List("offices")))),
            ("instances", new ConfigList([Map(("name", Text("one"))), Map(("name", Text("two")))]))));

        Assert.Equal(2, stack.Instances.Length);
        Assert.StartsWith("starface:peerSets.offices[0]: ", Assert.Single(stack.Warnings).Describe(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Problem> WarningsOf(string tag, params string[] published)
    {
        var stack = StackConfigBinder.Bind(
            Policies,
            ShippedClouds.All,
            "stack",
            Azure(("peers", Map(("users", List("192.0.2.0/24", "tag:" + tag))))),
            published: published.Length == 0 ? null : published);
        Assert.Single(stack.Instances);
        return stack.Warnings;
    }

    private static string[] TagProblems(string cloud, params (string Key, string Value)[] tags) =>
        ProblemsOf(Entries(cloud, ("tags", new ConfigMap([.. tags.Select(tag => new ConfigEntry(tag.Key, Text(tag.Value)))]))));

    private static void AssertOne(string key, string message, string[] problems)
    {
        var problem = Assert.Single(problems);
        Assert.StartsWith(key, problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    private static string[] ProblemsOnAws(params (string, ConfigNode)[] entries) => ProblemsOf(Aws(entries));

    private static string[] ProblemsOnAzure(params (string, ConfigNode)[] entries) => ProblemsOf(Azure(entries));

    private static string[] ProblemsOf(ConfigMap root) => [.. Bind(root).Problems.Select(problem => problem.Describe())];

    private static StackConfig Bind(ConfigMap root) => StackConfigBinder.Bind(Policies, ShippedClouds.All, "stack", root);

    private static ConfigMap Entries(string cloud, params (string, ConfigNode)[] entries) => cloud == "aws" ? Aws(entries) : Azure(entries);

    private static ConfigMap Aws(params (string, ConfigNode)[] entries) => Map([("cloud", Text("aws")), .. Common(entries)]);

    private static ConfigMap Azure(params (string Key, ConfigNode)[] entries) => Map(
    [
        ("cloud", Text("azure")),
        .. entries.Any(entry => entry.Key == "resourceGroupName") ? [] : new (string, ConfigNode)[] { ("resourceGroupName", Text("rg")) },
        .. Common(entries),
    ]);

    private static (string, ConfigNode)[] Common((string Key, ConfigNode)[] entries) =>
    [
        ("policy", Text("web")),
        .. entries.Any(entry => entry.Key == "peers") ? [] : new (string, ConfigNode)[] { ("peers", Map(("users", List("192.0.2.0/24")))) },
        .. entries,
    ];

    private static ConfigScalar Text(string text) => new(text);

    private static ConfigList List(params string[] texts) => new([.. texts.Select(Text)]);

    private static ConfigMap Map(params (string Key, ConfigNode Value)[] entries) =>
        new([.. entries.Select(entry => new ConfigEntry(entry.Key, entry.Value))]);
}
