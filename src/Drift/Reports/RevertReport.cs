using Starface.Drift.Aws;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Drift.Reports;

/// <summary>What to remove and to bring back, and what that does to running calls.</summary>
internal static class RevertReport
{
    /// <summary>Writes the steps. Nothing is changed by printing them.</summary>
    /// <param name="report">The report.</param>
    /// <param name="targetOf">The instance of a name, with the stack that brings it up. AWS: and the region of a group that comes from a file, which does not tell it.</param>
    /// <param name="output">Takes the steps.</param>
    public static void Write(DriftReport report, Func<string, FleetTarget> targetOf, TextWriter output)
    {
        foreach (var instance in report.Instances)
        {
            if (instance.Status == DriftStatus.Unknown)
                output.WriteLine($"# {instance.Name}: not everything could be read, so these steps may not be all.");
            foreach (var extra in instance.Extra) WriteExtra(instance, extra, targetOf(instance.Name), output);
            foreach (var missing in instance.Missing)
                output.WriteLine(SafeText.Of($"# {instance.Name}: {missing.Impact}: {string.Join("; ", DriftText.Few(missing.Ranges))}"));
            foreach (var denial in instance.Missing.Select(missing => missing.DeniedBy).OfType<LiveRule>().Distinct(ReferenceEqualityComparer.Instance).Cast<LiveRule>())
                WriteDenial(instance, denial, output);
        }

        foreach (var stack in report.Instances.Where(LacksSomething).GroupBy(instance => targetOf(instance.Name).Stack, StringComparer.Ordinal))
        {
            var calls = stack.Any(LacksPermissions) ? " Adding permissions interrupts no call." : "";
            output.WriteLine($"# {string.Join(", ", stack.Select(instance => instance.Name))}: bring back what is missing.{calls}");
            output.WriteLine(Up(stack.Key));
        }

        if (report.UnreadStacks.IsEmpty && report.Instances.All(instance => instance.Status == DriftStatus.InSync)) output.WriteLine("# Nothing to revert.");
    }

    private static bool LacksSomething(InstanceDrift instance) => LacksPermissions(instance) || instance.Extra.Any(extra => extra.Rule.IsDefault);

    private static bool LacksPermissions(InstanceDrift instance) => !instance.Missing.IsEmpty || !instance.Tags.IsEmpty;

    private static string Up(string stack) => $"pulumi up --refresh --stack {Quoted(stack)}";

    private static void WriteExtra(InstanceDrift instance, ExtraFlows extra, FleetTarget target, TextWriter output)
    {
        output.WriteLine(SafeText.Of($"# {instance.Name}: {DriftText.Rule(extra)}: {extra.Summary}"));
        output.WriteLine($"# Calls: {Calls(instance, extra)}");
        if (extra.Rule.IsDefault)
        {
            output.WriteLine("# The rule is Azure's own; the plan's rule that closes the direction is missing. It is brought back below.");
            return;
        }

        if (extra.BroaderThanDeclared)
        {
            output.WriteLine(IsCoveredByOthers(instance, extra.Rule)
                ? "# What it permits of the declared traffic, the rules that stay permit as well."
                : $"# The rule also permits declared traffic: narrow it instead of removing it, or run {Up(target.Stack)} at once afterwards.");
        }

        var access = instance.Groups.FirstOrDefault(group => group.Id == extra.GroupId)?.Access;
        if (access?.RoleArn is { } role) output.WriteLine(SafeText.Of($"# With the credentials of the role {role}:"));
        var reach = Reach(access, target.Region);
        output.WriteLine(instance.Plan.Cloud == Cloud.Aws
            ? Named(extra.Rule) is { } named
                ? $"aws ec2 revoke-security-group-{(extra.Rule.Direction == Direction.Inbound ? "ingress" : "egress")} --group-id {Quoted(extra.GroupId)} {named}{reach}"
                : $"# The source does not tell the rule's id. Find it: aws ec2 describe-security-group-rules --filters Name=group-id,Values={Quoted(extra.GroupId)}{reach}"
            : Deletion(extra.GroupId, extra.Rule));
    }

    /// <summary>Whether declared traffic that a rule permits is permitted without it and without the others that are to be removed. On Azure a rule's place among the others decides too.</summary>
    private static bool IsCoveredByOthers(InstanceDrift instance, LiveRule rule)
    {
        if (instance.Plan.Cloud != Cloud.Aws) return false;
        var removed = new HashSet<LiveRule>(instance.Extra.Select(extra => extra.Rule), ReferenceEqualityComparer.Instance);
        var left = FlowSet.From(instance.Groups.SelectMany(group => group.Rules).Where(other => !removed.Contains(other)).SelectMany(other => other.Matches));
        return left.IsSupersetOf(FlowSet.From(rule.Matches).Intersect(instance.Plan.Flows));
    }

    /// <summary>How a rule of AWS is named: by its id, else by what it permits, which a group has once; null where neither can be said.</summary>
    private static string? Named(LiveRule rule) => rule.Id.StartsWith("sgr-", StringComparison.Ordinal) ? $"--security-group-rule-ids {Quoted(rule.Id)}"
        : AwsPermissions.CanName(rule) ? $"--ip-permissions {Quoted(AwsPermissions.Of(rule))}"
        : null;

    private static void WriteDenial(InstanceDrift instance, LiveRule denial, TextWriter output)
    {
        if (instance.Groups.FirstOrDefault(group => group.Rules.Any(rule => ReferenceEquals(rule, denial))) is not { } owner) return;
        output.WriteLine(SafeText.Of($"# {instance.Name}: rule {denial.Id} denies it. Without the rule new calls are let through at once:"));
        output.WriteLine(Deletion(owner.Id, denial));
    }

    private static string Deletion(string groupId, LiveRule rule) => $"az network nsg rule delete --ids {Quoted($"{groupId}/securityRules/{rule.Id}")}";

    /// <summary>The options without which a command would change another region's or account's group, or none.</summary>
    private static string Reach(LiveAccess? access, string? region)
    {
        var options = new[] { ("--region", access?.Region is { Length: > 0 } own ? own : region), ("--profile", access?.Profile), ("--endpoint-url", access?.Endpoint) };
        return string.Concat(options.Where(option => option.Item2 is not null).Select(option => $" {option.Item1} {Quoted(option.Item2!)}"));
    }

    private static string Calls(InstanceDrift instance, ExtraFlows extra)
    {
        var media = extra.Ranges.Any(range => range.Protocols.Contains((int)Protocol.Udp) && range.Ports.Overlaps(new PortRange(10000, 20000)));
        if (instance.Plan.Cloud == Cloud.Azure) return "flows that exist go on, since Azure keeps their records; new ones are refused.";
        var anyone = extra.Ranges.Any(range => range.Remote == Prefix.Any(AddressFamily.IPv4) || range.Remote == Prefix.Any(AddressFamily.IPv6));
        return anyone
            ? $"flows open to everyone may be untracked and then end at once{(media ? ", audio of running calls among them" : "")}; tracked ones go on."
            : $"tracked flows go on until they pause{(media ? "; audio that pauses for more than 180 seconds does not come back" : "")}; new ones are refused.";
    }

    private static string Quoted(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or ':')
        ? text
        : "'" + SafeText.Of(text).Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
