using System.Security;
using System.Text;
using Starface.Policy.Planning;
using Starface.Policy.Planning.Aws;

namespace Starface.Drift.Tests;

/// <summary>Answers of EC2's query interface.</summary>
internal static class AwsXml
{
    public static string Groups(Plan plan, string? nextToken = null)
    {
        var tags = string.Concat(plan.Resources[0].Properties.Map("tags").Select(tag => $"<item><key>{tag.Key}</key><value>{SecurityElement.Escape(((PropertyText)tag.Value).Value)}</value></item>"));
        return Wrap("DescribeSecurityGroupsResponse", $"""
            <securityGroupInfo><item><groupId>sg-00000000</groupId><groupName>{plan.Name}</groupName><groupDescription>{AwsPlanner.GroupDescription}</groupDescription><ownerId>123456789012</ownerId><vpcId>vpc-1</vpcId>
            <tagSet>{tags}</tagSet><ipPermissions>{Permissions(plan, AwsTypes.IngressRule)}</ipPermissions><ipPermissionsEgress>{Permissions(plan, AwsTypes.EgressRule)}</ipPermissionsEgress></item></securityGroupInfo>
            """, nextToken);
    }

    public static string Rules(Plan plan, string? nextToken = null, string extraRule = "")
    {
        var rules = LiveJson.Rules(plan, AwsTypes.IngressRule).Concat(LiveJson.Rules(plan, AwsTypes.EgressRule)).Select((rule, i) => RuleItem(rule, i));
        return Wrap("DescribeSecurityGroupRulesResponse", $"<securityGroupRuleSet>{string.Concat(rules)}{extraRule}</securityGroupRuleSet>", nextToken);
    }

    public static string NoRules() => Wrap("DescribeSecurityGroupRulesResponse", "<securityGroupRuleSet/>", null);

    public static string Error(string code, string message) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error></Errors><RequestID>r</RequestID></Response>";

    private static string Permissions(Plan plan, string type) => string.Concat(LiveJson.Rules(plan, type).Select(rule =>
    {
        var properties = rule.Properties;
        var item = new StringBuilder($"<item><ipProtocol>{properties.Text("ipProtocol")}</ipProtocol><fromPort>{properties.Number("fromPort")}</fromPort><toPort>{properties.Number("toPort")}</toPort>");
        if (properties.Text("cidrIpv4") is { } v4) item.Append($"<ipRanges><item><cidrIp>{v4}</cidrIp></item></ipRanges>");
        if (properties.Text("cidrIpv6") is { } v6) item.Append($"<ipv6Ranges><item><cidrIpv6>{v6}</cidrIpv6></item></ipv6Ranges>");
        return item.Append("</item>").ToString();
    }));

    private static string RuleItem(PlannedResource rule, int index)
    {
        var properties = rule.Properties;
        var remote = properties.Text("cidrIpv4") is { } v4 ? $"<cidrIpv4>{v4}</cidrIpv4>" : $"<cidrIpv6>{properties.Text("cidrIpv6")}</cidrIpv6>";
        return FormattableString.Invariant($"<item><securityGroupRuleId>sgr-{index:x8}</securityGroupRuleId><groupId>sg-00000000</groupId><isEgress>{(rule.Type == AwsTypes.EgressRule ? "true" : "false")}</isEgress><ipProtocol>{properties.Text("ipProtocol")}</ipProtocol><fromPort>{properties.Number("fromPort")}</fromPort><toPort>{properties.Number("toPort")}</toPort>{remote}<description>{properties.Text("description")}</description></item>");
    }

    private static string Wrap(string name, string content, string? nextToken) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><{name} xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>{content}{(nextToken is null ? "" : $"<nextToken>{nextToken}</nextToken>")}</{name}>";
}
