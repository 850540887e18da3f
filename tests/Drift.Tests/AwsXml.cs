using System.Globalization;
using System.Security;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

/// <summary>Answers of EC2's query interface.</summary>
internal static class AwsXml
{
    /// <summary>What was opened by hand, as a permission of the group and as the rule that EC2 made of it.</summary>
    public const string ForeignPermission =
        "<item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><ipRanges><item><cidrIp>198.51.100.9/32</cidrIp>"
            + "<description>temp, bob</description></item></ipRanges></item>";

    public const string ForeignRule =
        "<item><securityGroupRuleId>sgr-foreign</securityGroupRuleId><groupId>sg-00000000</groupId><isEgress>false</isEgress>"
            + "<ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort><cidrIpv4>198.51.100.9/32</cidrIpv4>"
            + "<description>temp, bob</description><tagSet><item><key>ticket</key><value>OPS-4711</value></item></tagSet></item>";

    /// <summary>The groups with the descriptions of their rules, so that there is nothing to say about them.</summary>
    public static string DescribedGroups(Plan plan) => RulesOf(plan).Aggregate(
        Groups(plan),
        (xml, rule) =>
        {
            var (remote, text) = (Remote(rule), $"<description>{rule.Properties.Text("description")}</description>");
            var permission = Permission(rule);
            return xml.Replace(permission, permission.Replace(remote, remote + text, StringComparison.Ordinal), StringComparison.Ordinal);
        });

    public static string Groups(Plan plan, string? nextToken = null)
    {
        var tags = string.Concat(
            plan.GroupTags.Select(tag => $"<item><key>{tag.Key}</key><value>{SecurityElement.Escape(tag.Value)}</value></item>"));
        return Wrap("DescribeSecurityGroupsResponse", $"""
            <securityGroupInfo><item><groupId>sg-00000000</groupId><groupName>{plan.Name}</groupName>
            <groupDescription>{AwsPlanner.GroupDescription}</groupDescription><ownerId>123456789012</ownerId><vpcId>vpc-1</vpcId>
            <tagSet>{tags}</tagSet><ipPermissions>{Permissions(plan, AwsTypes.IngressRule)}</ipPermissions>
            <ipPermissionsEgress>{Permissions(plan, AwsTypes.EgressRule)}</ipPermissionsEgress></item></securityGroupInfo>
            """, nextToken);
    }

    public static string Rules(Plan plan, string? nextToken = null, string extraRule = "")
    {
        var rules = RulesOf(plan).Select((rule, i) => RuleItem(rule, i));
        return Wrap(
            "DescribeSecurityGroupRulesResponse",
            $"<securityGroupRuleSet>{string.Concat(rules)}{extraRule}</securityGroupRuleSet>",
            nextToken);
    }

    public static string NoRules() => Wrap("DescribeSecurityGroupRulesResponse", "<securityGroupRuleSet/>", null);

    public static string Error(string code, string message) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>{code}</Code>"
            + $"<Message>{SecurityElement.Escape(message)}</Message></Error></Errors><RequestID>r</RequestID></Response>";

    private static IEnumerable<PlannedResource> RulesOf(Plan plan) =>
        LiveJson.Rules(plan, AwsTypes.IngressRule).Concat(LiveJson.Rules(plan, AwsTypes.EgressRule));

    private static string Permissions(Plan plan, string type) => string.Concat(LiveJson.Rules(plan, type).Select(Permission));

    private static string Permission(PlannedResource rule)
    {
        var properties = rule.Properties;
        var list = properties.Text("cidrIpv4") is null ? "ipv6Ranges" : "ipRanges";
        return $"<item><ipProtocol>{properties.Text("ipProtocol")}</ipProtocol><fromPort>{properties.Number("fromPort")}</fromPort>"
            + $"<toPort>{properties.Number("toPort")}</toPort><{list}><item>{Remote(rule)}</item></{list}></item>";
    }

    private static string Remote(PlannedResource rule) =>
        rule.Properties.Text("cidrIpv4") is { } v4 ? $"<cidrIp>{v4}</cidrIp>" : $"<cidrIpv6>{rule.Properties.Text("cidrIpv6")}</cidrIpv6>";

    private static string RuleItem(PlannedResource rule, int index)
    {
        var properties = rule.Properties;
        var remote = properties.Text("cidrIpv4") is { } v4
            ? $"<cidrIpv4>{v4}</cidrIpv4>"
            : $"<cidrIpv6>{properties.Text("cidrIpv6")}</cidrIpv6>";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<item><securityGroupRuleId>sgr-{index:x8}</securityGroupRuleId><groupId>sg-00000000</groupId>"
                + $"<isEgress>{(rule.Type == AwsTypes.EgressRule ? "true" : "false")}</isEgress>"
                + $"<ipProtocol>{properties.Text("ipProtocol")}</ipProtocol><fromPort>{properties.Number("fromPort")}</fromPort>"
                + $"<toPort>{properties.Number("toPort")}</toPort>{remote}<description>{properties.Text("description")}</description>"
                + $"</item>");
    }

    private static string Wrap(string name, string content, string? nextToken)
    {
        var next = nextToken is null ? "" : $"<nextToken>{nextToken}</nextToken>";
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><{name} xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            + $"<requestId>r</requestId>{content}{next}</{name}>";
    }
}
