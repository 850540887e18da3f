using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>What to remove and to bring back, and what that does to running calls.</summary>
/// <param name="clouds">The clouds.</param>
/// <param name="placeOf">
/// The stack of an instance, and the region of a group that comes from a file, which does not tell it.
/// </param>
internal sealed class RevertReport(CloudConnectors clouds, Func<string, (string Stack, string? Region)> placeOf)
{
    private static readonly PortRange Media = new(10000, 20000);

    /// <summary>Writes the steps. Nothing is changed by printing them.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Receives the steps.</param>
    public void Write(DriftReport report, OutputGate output)
    {
        foreach (var instance in report.Instances) WriteInstance(instance, output);
        var lacking = report.Instances.Where(LacksSomething);
        foreach (var stack in lacking.GroupBy(instance => placeOf(instance.Name).Stack, StringComparer.Ordinal))
        {
            var names = string.Join(", ", stack.Select(instance => instance.Name));
            var calls = stack.Any(LacksPermissions) ? " Adding permissions interrupts no call." : "";
            output.WriteLine(Shell.Comment($"{names}: bring back what is missing.{calls}"));
            output.WriteLine(Up(stack.Key));
        }

        var hasSteps = report.Instances.Any(instance => instance is not { Status: DriftStatus.InSync, Unrecorded.IsEmpty: true });
        if (report.UnreadStacks.IsEmpty && !hasSteps)
            output.WriteLine(Shell.Comment("Nothing to revert."));
    }

    private static bool LacksSomething(InstanceDrift instance) =>
        LacksPermissions(instance) || instance.Extra.Any(extra => extra.Rule.IsDefault);

    private static bool LacksPermissions(InstanceDrift instance) => !instance.Missing.IsEmpty || !instance.Tags.IsEmpty;

    private static MediumText<Shell> Up(string stack) => $"pulumi up --refresh --stack {stack}";

    private void WriteInstance(InstanceDrift instance, OutputGate output)
    {
        if (instance.Status == DriftStatus.Unknown)
            output.WriteLine(Shell.Comment($"{instance.Name}: not everything could be read, so these steps may not be all."));
        foreach (var extra in instance.Extra) WriteExtra(instance, extra, output);
        foreach (var missing in instance.Missing)
            output.WriteLine(Shell.Comment($"{instance.Name}: {missing.Impact}: {string.Join("; ", DriftText.Few(missing.Ranges))}"));
        var denials = instance.Missing.Select(missing => missing.DeniedBy).OfType<LiveRule>().Distinct(ReferenceEqualityComparer.Instance);
        foreach (var denial in denials.Cast<LiveRule>()) WriteDenial(instance, denial, output);
        foreach (var rule in instance.Unrecorded) WriteUnrecorded(instance, rule, output);
    }

    /// <summary>An option of 'pulumi import' that names another resource, under a name for the code that it would write.</summary>
    private static MediumText<Shell>? Reference(string option, string? urn)
    {
        if (urn is null) return null;
        MediumText<Shell> given = $" --{option} {$"{option}={urn}"}";
        return given;
    }

    private void WriteUnrecorded(InstanceDrift instance, UnrecordedRule rule, OutputGate output)
    {
        var (advice, place) = (clouds.For(instance.Plan.Cloud).Advice, placeOf(instance.Name));
        output.WriteLine(Shell.Comment($"{instance.Name}: rule {rule.Rule.Id} is planned, and the stack's state does not have it: "
            + "'pulumi up' would make it again and be refused. Import it, which interrupts nothing:"));
        if (advice.FindImportId(rule.Rule) is not { } id)
        {
            output.WriteLine(advice.DescribeSearch(rule.Group.Id, rule.Group, place.Region));
            id = "RULE-ID";
        }

        var (parent, provider) = (Reference("parent", rule.Parent), Reference("provider", rule.Provider));
        output.WriteLine(
            $"pulumi import {rule.Type} {rule.Name} {id}{parent}{provider} --protect=false --generate-code=false --stack {place.Stack}");
        var removal = advice.DescribeRemoval(rule.Group.Id, rule.Group, rule.Rule, place.Region);
        output.WriteLine(Shell.Comment($"Or remove it right before 'pulumi up', which interrupts what it permits: {removal}"));
    }

    private void WriteExtra(InstanceDrift instance, ExtraFlows extra, OutputGate output)
    {
        var (cloud, advice) = (instance.Plan.Cloud, clouds.For(instance.Plan.Cloud).Advice);
        var place = placeOf(instance.Name);
        output.WriteLine(Shell.Comment($"{instance.Name}: {DriftText.Rule(instance, extra)}: {extra.Summary}"));
        output.WriteLine(Shell.Comment($"Calls: {advice.DescribeCalls(extra, CarriesMedia(extra))}"));
        if (extra.Rule.IsDefault)
        {
            var own = $"The rule is {cloud.Name}'s own";
            output.WriteLine(Shell.Comment($"{own}; the plan's rule that closes the direction is missing. It is brought back below."));
            return;
        }

        if (extra.BroaderThanDeclared)
        {
            var narrow = $"narrow it instead of removing it, or run {Up(place.Stack)} at once afterwards";
            output.WriteLine(IsCoveredByOthers(instance, extra.Rule)
                ? Shell.Comment("What it permits of the declared traffic, the rules that stay permit as well.")
                : Shell.Comment($"The rule also permits declared traffic: {narrow}."));
        }

        var group = instance.Groups.FirstOrDefault(group => group.Id == extra.GroupId);
        if (group?.Access?.RoleArn is { } role) output.WriteLine(Shell.Comment($"With the credentials of the role {role}:"));
        output.WriteLine(advice.DescribeRemoval(extra.GroupId, group, extra.Rule, place.Region));
    }

    private void WriteDenial(InstanceDrift instance, LiveRule denial, OutputGate output)
    {
        if (instance.Groups.FirstOrDefault(group => group.Rules.Any(rule => ReferenceEquals(rule, denial))) is not { } owner) return;
        var advice = clouds.For(instance.Plan.Cloud).Advice;
        var what = $"{instance.Name}: rule {denial.Id} denies it";
        output.WriteLine(Shell.Comment($"{what}. Without the rule new calls are let through at once:"));
        output.WriteLine(advice.DescribeRemoval(owner.Id, owner, denial, placeOf(instance.Name).Region));
    }

    /// <summary>
    /// Whether declared traffic that a rule permits is permitted without it and without the others that are to be removed. Where the order
    /// of rules decides, that cannot be told from what they match.
    /// </summary>
    private static bool IsCoveredByOthers(InstanceDrift instance, LiveRule rule)
    {
        if (instance.Plan.Cloud.HasOrderedRules) return false;
        var removed = new HashSet<LiveRule>(instance.Extra.Select(extra => extra.Rule), ReferenceEqualityComparer.Instance);
        var kept = instance.Groups.SelectMany(group => group.Rules).Where(other => !removed.Contains(other));
        var declared = FlowSet.From(rule.Matches).Intersect(instance.Plan.Flows);
        return FlowSet.From(kept.SelectMany(other => other.Matches)).IsSupersetOf(declared);
    }

    private static bool CarriesMedia(ExtraFlows extra) =>
        extra.Ranges.Any(range => range.Protocols.Contains((int)Protocol.Udp) && range.Ports.Overlaps(Media));
}
