using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

public sealed class PlanMessageTests
{
    private const string Asg =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "applicationSecurityGroups/web";

    [Theory]
    [InlineData("", "The name of the instance is empty; write a letter, then letters, digits and hyphens.")]
    [InlineData("1pbx", "'1pbx' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("pbx-", "'pbx-' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("p_x", "'p_x' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("p/x", "'p/x' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("p:x", "'p:x' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("@px", "'@px' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("[px", "'[px' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("`px", "'`px' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("{px", "'{px' is not a valid instance name; write a letter, then letters, digits and hyphens, and no hyphen at the end.")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwx", "The instance name "
        + "'abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwx' has 51 characters; the most are 50.")]
    public void A_name_that_is_none_is_refused_on_both_clouds(string name, string message)
    {
        Assert.Equal(message, InstanceName.FindProblem(name)!.Describe());
        Assert.Equal(
            message, Assert.Throws<PolicyException>(() => AwsTarget.Instance.Plan(new PlanRequest(name, Web("192.0.2.0/24")))).Message);
        Assert.Equal(
            message, Assert.Throws<PolicyException>(() => AzureTarget.Instance.Plan(new PlanRequest(name, Web("192.0.2.0/24")))).Message);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Z")]
    [InlineData("az-AZ-09")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvw")]
    public void A_name_of_letters_digits_and_hyphens_is_taken(string name) => Assert.Null(InstanceName.FindProblem(name));

    [Theory]
    [InlineData("tag:Internet", "Peer 'Internet' is an Azure group, but AWS accepts prefixes, security groups and prefix lists; name one "
        + "of these for instances on AWS.")]
    [InlineData(Asg, $"Peer '{Asg}' is an Azure group, but AWS accepts prefixes, security groups and prefix lists; name one of these for "
        + "instances on AWS.")]
    public void A_group_of_azure_is_refused_on_aws(string peer, string message) =>
        Assert.Equal(message, RefusalOf(AwsTarget.Instance, Web(peer)));

    [Fact]
    public void What_azure_cannot_express_is_named_with_its_services_all_at_once() => Assert.Equal(
        [
            "Azure cannot express the inbound rule for icmp type 8 of ping: it has no types and codes for ICMP; remove it from policies "
            + "for Azure.",
            "Azure cannot express the outbound rule for icmpv6 all of ping: its rules have no protocol for ICMPv6; remove it from "
            + "policies for Azure.",
            "Peer 'pl-0a1b2c3d' is an AWS group, but Azure accepts prefixes, service tags and application security groups; name one of "
            + "these for instances on Azure.",
            "Peer 'sg-0a1b2c3d' is an AWS group, but Azure accepts prefixes, service tags and application security groups; name one of "
            + "these for instances on Azure.",
        ],
        RefusalOf(AzureTarget.Instance, new TestPolicy(
            Define(
                (Service("web", Inbound(Protocol.Tcp, "443")), "users"),
                (Service("apps", Inbound(Protocol.Tcp, "443")), "phones"),
                (Service("trunk", Outbound(Protocol.Tcp, "80")), "trunks"),
                (
                    Service(
                        "ping",
                        new Requirement(Direction.Inbound, Protocol.Icmp, PortRange.ForIcmp(8, -1), "row"),
                        Outbound(Protocol.IcmpV6, "0-65535"),
                        Inbound(Protocol.Icmp, "0-65535")), "phones")),
            Peers(
                ("users", ["sg-0a1b2c3d"]),
                ("phones", ["192.0.2.0/24", "2001:db8::/48"]),
                ("trunks", ["pl-0a1b2c3d:5"])))).Split('\n').Order(StringComparer.Ordinal));

    [Fact]
    public void Several_icmp_types_are_no_rule_of_aws() => Assert.Equal(
        "AWS has no rule for several ICMP types at once (0-300); declare one requirement for each type.",
        RefusalOf(AwsTarget.Instance, Of(Service("ping", Inbound(Protocol.Icmp, "0-300")), "users", "192.0.2.0/24")));

    [Fact]
    public void Two_clouds_are_shipped() => Assert.Equal(["aws", "azure"], ShippedClouds.All.Select(cloud => cloud.Id));

    [Theory]
    [InlineData("169.254.169.253/32", "the VPC's DNS resolver")]
    [InlineData("fd00:ec2::253/128", "the VPC's DNS resolver")]
    [InlineData("169.254.169.123/32", "the Amazon Time Sync Service")]
    [InlineData("fd00:ec2::123/128", "the Amazon Time Sync Service")]
    [InlineData("169.254.169.254/32", "the instance metadata service")]
    [InlineData("fd00:ec2::254/128", "the instance metadata service")]
    public void An_address_that_aws_never_filters_is_a_warning(string address, string what)
    {
        var finding = Assert.Single(
            AwsTarget.Instance.Plan(
                new PlanRequest("pbx", Of(Service("dns", Outbound(Protocol.Udp, "53")), "resolvers", address, "192.0.2.53/32"))).Findings);

        Assert.Equal((ProblemIds.NeverFiltered, Severity.Warning), (finding.Id, finding.Severity));
        Assert.Equal(
            $"{address} needs no rule: AWS never filters traffic to {what}; write 'cloud' in its place.",
            finding.Describe());
        Assert.Equal("peers.resolvers", finding.ConfigKey);
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 2)]
    public void A_new_plan_has_room_for_the_largest_line_of_configuration(int prefixes, int groups)
    {
        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", Web(Many(prefixes))) { Recorded = RecordedGroups.None });

        Assert.Empty(plan.Findings);
        Assert.Equal(groups, plan.Quotas.Single(quota => quota.Name == "security groups per interface").Used);
        Assert.Equal("renumbering 10.0.0.0/24 needs 1 more", plan.Quotas[0].Needs);
    }

    [Fact]
    public void A_group_that_is_there_is_told_to_be_full()
    {
        var recorded = AwsTarget.Instance.ReadRecorded(
            "pbx",
            AwsTarget.Instance.Plan(new PlanRequest("pbx", Web(Many(60))) { RulesPerGroup = 100 }).Resources.Select(RecordedResource.From));

        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", Web(Many(60))) { Recorded = recorded });

        var finding = Assert.Single(plan.Findings);
        Assert.Equal((ProblemIds.QuotaNearlyReached, Severity.Warning), (finding.Id, finding.Severity));
        Assert.Equal(
            "inbound IPv4 rules: 60 of 60 are used, and renumbering 10.0.0.0/24 needs 1 more; most rules go to users 60; use fewer or "
                + "wider prefixes, or add minimumGroups: 2 and put the new group onto the interface before it is needed.",
            finding.Describe());
    }

    [Fact]
    public void Above_a_quota_a_plan_has_an_error_that_says_what_costs_most()
    {
        var definition = Define(
            (
                Service("web", Inbound(Protocol.Tcp, "443"), Inbound(Protocol.Tcp, "80")),
                "users"), (Service("sip", Inbound(Protocol.Udp, "5060")), "phones"),
            (
                Service("trunk", Inbound(Protocol.Udp, "5062") with { Addresses = [Prefix.Parse("198.51.100.1/32")] }),
                null), (Service("stun", Inbound(Protocol.Udp, "3478") with { Host = "stun.example.com" }), null));
        var policy = new TestPolicy(
            definition, new PolicyArguments(Peers(("users", Many(140)), ("phones", Many(30))))
            {
                Hosts = { ["stun.example.com"] = ["203.0.113.1", "203.0.113.2"] },
            });

        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy));

        var error = plan.Findings.Single(finding => finding.Severity == Severity.Error);
        Assert.Equal(ProblemIds.QuotaExceeded, error.Id);
        Assert.Equal(
            "security groups per interface: 6 are needed, and the limit is 5; most rules go to users 280, phones 30, stun.example.com 2; "
            + "use fewer or wider prefixes, or have the quotas for rules or groups raised.",
            error.Describe());
        Assert.True(plan.HasErrors);
        Assert.All(plan.Quotas.Take(4), quota => Assert.EndsWith("rules in the fullest group", quota.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Quotas_of_azure_count_rules_and_the_addresses_of_each_side()
    {
        var policy = Of(
            Service("web", Inbound(Protocol.Tcp, "443"), Inbound(Protocol.Tcp, "80"), Outbound(Protocol.Udp, "53")),
            "users",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "2001:db8::/32");

        var quotas = AzureTarget.Instance.Plan(new PlanRequest("pbx", policy) { AllowLoadBalancerProbes = true }).Quotas;

        Assert.Equal(
            [new Quota("rules", 9, 1000), new Quota("source addresses", 6, 4000), new Quota("destination addresses", 3, 4000)], quotas);
    }

    [Fact]
    public void Closing_rules_say_what_they_close_and_probes_come_right_before()
    {
        var rules = AzureTarget.Instance.Plan(
            new PlanRequest("pbx", Web("192.0.2.0/24")) { AllowLoadBalancerProbes = true }).Resources[0].Properties.Maps("securityRules");

        Assert.Equal(
            [
                ("in-tcp-443-v4", "web: row", "Inbound", "Allow", "192.0.2.0/24", "*"),
                ("in-probes", "Health probes of the load balancer", "Inbound", "Allow", "AzureLoadBalancer", "*"),
                ("in-deny-all", "Closes what the default rules let in, the virtual network among it", "Inbound", "Deny", "*", "*"),
                ("out-deny-all", "Closes what the default rules let out, the Internet among it", "Outbound", "Deny", "*", "*"),
            ],
            rules.Select(
                rule => (
                    rule.Text("name"),
                    rule.Text("description"),
                    rule.Text("direction"),
                    rule.Text("access"),
                    rule.Text("sourceAddressPrefix"),
                    rule.Text("destinationAddressPrefix"))));
        Assert.Equal([4095, 4096, 4096], rules.Skip(1).Select(rule => rule.Number("priority")));
        Assert.All(
            rules.Skip(1), rule =>
                Assert.Equal(("*", "*", "*"), (rule.Text("protocol"), rule.Text("sourcePortRange"), rule.Text("destinationPortRange"))));
    }

    [Theory]
    [InlineData(Protocol.Tcp, "443", "Tcp", "443", "in-tcp-443-v4", "tcp", "pbx-in-tcp-443-192.0.2.0-24")]
    [InlineData(Protocol.Udp, "1-2", "Udp", "1-2", "in-udp-1-2-v4", "udp", "pbx-in-udp-1-2-192.0.2.0-24")]
    [InlineData(Protocol.Tcp, "0-65535", "Tcp", "*", "in-tcp-v4", "tcp", "pbx-in-tcp-0-65535-192.0.2.0-24")]
    [InlineData(Protocol.Icmp, "0-65535", "Icmp", "*", "in-icmp-v4", "icmp", "pbx-in-icmp-192.0.2.0-24")]
    [InlineData(Protocol.Esp, "0-65535", "Esp", "*", "in-esp-v4", "50", "pbx-in-esp-192.0.2.0-24")]
    [InlineData(Protocol.Ah, "0-65535", "Ah", "*", "in-ah-v4", "51", "pbx-in-ah-192.0.2.0-24")]
    [InlineData(Protocol.Any, "0-65535", "*", "*", "in-all-v4", "-1", "pbx-in-all-192.0.2.0-24")]
    public void A_rule_has_the_protocol_and_ports_of_its_cloud_and_a_name_of_its_own(
        Protocol protocol, string ports, string azureProtocol, string azurePorts, string azureName, string awsProtocol, string awsName)
    {
        var policy = Of(Service("s", Inbound(protocol, ports)), "users", "192.0.2.0/24");

        var azure = AzureTarget.Instance.Plan(new PlanRequest("pbx", policy)).Resources[0].Properties.Maps("securityRules")[0];
        var aws = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy)).Resources[1];

        Assert.Equal(
            (azureName, azureProtocol, azurePorts), (azure.Text("name"), azure.Text("protocol"), azure.Text("destinationPortRange")));
        Assert.Equal((awsName, awsProtocol), (aws.Name, aws.Properties.Text("ipProtocol")));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "any-v4", "cidrIpv4")]
    [InlineData("::/0", "any-v6", "cidrIpv6")]
    [InlineData("2001:db8::/32", "2001-db8---32", "cidrIpv6")]
    [InlineData("sg-0a1b2c3d", "sg-0a1b2c3d", "referencedSecurityGroupId")]
    [InlineData("123456789012/sg-0a1b2c3d", "123456789012-sg-0a1b2c3d", "referencedSecurityGroupId")]
    [InlineData("pl-0a1b2c3d:5", "pl-0a1b2c3d", "prefixListId")]
    public void A_peer_gives_a_rule_of_aws_its_name_and_its_property(string peer, string slug, string property)
    {
        var rule = AwsTarget.Instance.Plan(
            new PlanRequest("pbx", Of(Service("s", Outbound(Protocol.Tcp, "443")), "users", peer))).Resources[1];

        Assert.Equal(
            (AwsTypes.EgressRule, "pbx-out-tcp-443-" + slug, peer.Split(":5")[0]), (rule.Type, rule.Name, rule.Properties.Text(property)));
    }

    [Fact]
    public void A_long_group_name_is_cut_and_told_apart_by_its_id()
    {
        var group = Asg + new string('x', 60);

        var rule = AzureTarget.Instance.Plan(new PlanRequest("pbx", Web(group))).Resources[0].Properties.Maps("securityRules")[0];

        Assert.Equal($"in-tcp-443-asg-web{new string('x', 37)}-{AzurePriorities.Hash(group)}", rule.Text("name"));
        Assert.Matches("^[0-9a-f]{6}$", AzurePriorities.Hash(group));
    }

    [Theory]
    [InlineData("äæöœüÄÆÖŒÜßẞøØåÅ", "aeaeoeoeueAeAeOeOeUessSSoeOeaaAa")]
    [InlineData("áàâãāăÁÀÂÃĀĂçćčÇĆČ", "aaaaaaAAAAAAcccCCC")]
    [InlineData("éèêëēěÉÈÊËĒĚíìîïÍÌÎÏ", "eeeeeeEEEEEEiiiiIIII")]
    [InlineData("ñńňÑŃŇóòôõÓÒÔÕřŕŘŔ", "nnnNNNooooOOOOrrRR")]
    [InlineData("śšşŚŠŞúùûůÚÙÛŮýÿÝ", "sssSSSuuuuUUUUyyY")]
    [InlineData("źžżŹŽŻłŁ", "zzzZZZlL")]
    [InlineData("–—−‐‑→…×€§", "------>...xEURpar.")]
    [InlineData("„“”‚‘’«»a\u00a0b\u202fc", "a b c")]
    [InlineData("a\u007fb", "a\u007fb")]
    [InlineData("\u0080ж", "  ")]
    public void Letters_of_other_alphabets_are_written_in_ascii(string text, string ascii) =>
        Assert.Equal(ascii, Transliteration.ToAscii(text));

    private static string[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"10.{i / 100}.{i % 100 * 2}.0/24"))];

    private static TestPolicy Web(params string[] peers) => Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", peers);

    private static string RefusalOf(CloudTarget cloud, FirewallPolicy policy) =>
        Assert.Throws<PolicyException>(() => cloud.Plan(new PlanRequest("pbx", policy))).Message;
}
