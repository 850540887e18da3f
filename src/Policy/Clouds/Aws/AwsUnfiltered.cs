using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Traffic that security groups never filter (Amazon VPC user guide, "Control traffic to your AWS resources using security groups").
/// </summary>
internal static class AwsUnfiltered
{
    private static readonly Unfiltered[] Services =
    [
        new("169.254.169.253/32", "the VPC's DNS resolver"),
        new("fd00:ec2::253/128", "the VPC's DNS resolver"),
        new("169.254.169.123/32", "the Amazon Time Sync Service"),
        new("fd00:ec2::123/128", "the Amazon Time Sync Service"),
        new("169.254.169.254/32", "the instance metadata service"),
        new("fd00:ec2::254/128", "the instance metadata service"),
    ];

    /// <summary>One finding for each such address that a rule names by itself.</summary>
    public static IEnumerable<Problem> Findings(IEnumerable<Rule> rules) =>
        from rule in rules
        from peer in rule.Peers
        from service in Services
        where peer.Peer == service.Peer
        select Problem.Warning(
            ProblemIds.NeverFiltered,
            $"The {RuleText.Describe(rule.Direction)} rule for {RuleText.Describe(rule.Protocol)} "
                + $"{RuleText.Ports(rule.Protocol, rule.Ports)} and {service.Peer} has no effect: AWS never filters traffic to "
                + service.What,
            "remove the address; the traffic passes anyway");

    private sealed record Unfiltered(Peer Peer, string What);
}
