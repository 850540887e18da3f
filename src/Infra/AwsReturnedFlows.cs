using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;
using Pulumi.Utilities;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>
/// The flows that rule resources permit after an update, from the properties that the engine returned for them and not from the plan.
/// While a rule could not be made they are never known, so that the engine keeps the outputs of the update before.
/// </summary>
internal static class AwsReturnedFlows
{
    /// <summary>The flows; those of the plan in a preview, which changes nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="resources">Its resources as they were registered.</param>
    /// <param name="ids">The ids that their properties refer to.</param>
    public static Output<FlowSet> From(
        Plan plan, ImmutableArray<(PlannedResource Planned, CustomResource Registered)> resources, PlannedIds ids) =>
        Deployment.Instance.IsDryRun
            ? Output.Create(plan.Flows)
            : Output.All(resources.Select(resource => resource.Registered.Urn)).Apply(_ => ReadAsync(resources, ids));

    private static async Task<FlowSet> ReadAsync(
        ImmutableArray<(PlannedResource Planned, CustomResource Registered)> resources, PlannedIds ids)
    {
        var lists = new Dictionary<string, PlannedResource>(StringComparer.Ordinal);
        var ranges = new List<FlowRange>();
        foreach (var (planned, registered) in resources)
        {
            if (!await ReturnedValues.ExistsAsync(registered).ConfigureAwait(false)) continue;
            switch (registered)
            {
                case ManagedPrefixList list:
                    lists.Add(planned.Name, await ListAsync(planned, list).ConfigureAwait(false));
                    break;
                case SecurityGroupIngressRule rule:
                    Read(planned, await RuleAsync(planned, RuleOutputs.From(rule), ids).ConfigureAwait(false));
                    break;
                case SecurityGroupEgressRule rule:
                    Read(planned, await RuleAsync(planned, RuleOutputs.From(rule), ids).ConfigureAwait(false));
                    break;
            }
        }

        return FlowSet.From(ranges);

        void Read(PlannedResource planned, PropertyMap returned)
        {
            try
            {
                ranges.AddRange(RangesOf(new PlannedResource(planned.Type, planned.Name, returned, [])));
            }
            catch (FormatException exception)
            {
                ProgramMessage.Warn(
                    $"The outputs count rule '{planned.Name}' as planned, since what the provider returned for it cannot be read: "
                    + exception.Message);
                ranges.AddRange(RangesOf(planned));
            }
        }

        IEnumerable<FlowRange> RangesOf(PlannedResource rule) =>
            AwsPlanReader.Ranges(
                rule.Properties["prefixListId"] is PropertyReference list && lists.TryGetValue(list.Resource, out var found)
                    ? [found, rule]
                    : [rule])
                .Select(read => read.Range);
    }

    private static async Task<PlannedResource> ListAsync(PlannedResource planned, ManagedPrefixList list)
    {
        if (!await OutputUtilities.GetIsKnownAsync(list.Entries).ConfigureAwait(false)) return planned;
        var entries = await OutputUtilities.GetValueAsync(list.Entries).ConfigureAwait(false);
        return new PlannedResource(
            planned.Type,
            planned.Name,
            new PropertyMap
            {
                { "addressFamily", planned.Properties["addressFamily"] },
                { "maxEntries", planned.Properties["maxEntries"] },
                { "entries", new PropertyList([.. entries.Select(entry => new PropertyMap { { "cidr", entry.Cidr } })]) },
            },
            []);
    }

    private static async Task<PropertyMap> RuleAsync(PlannedResource planned, RuleOutputs returned, PlannedIds ids)
    {
        var properties = planned.Properties;
        var protocol = await ReturnedValues.TextAsync(properties["ipProtocol"], returned.IpProtocol.Apply<string?>(text => text))
            .ConfigureAwait(false);

        // Protocols without ports come back with -1 for each, or without them.
        var hasPorts = protocol is not PropertyText { Value: "-1" or "50" or "51" };
        return new PropertyMap
        {
            { "ipProtocol", protocol },
            { "fromPort", hasPorts ? await PortAsync("fromPort", returned.FromPort).ConfigureAwait(false) : null },
            { "toPort", hasPorts ? await PortAsync("toPort", returned.ToPort).ConfigureAwait(false) : null },
            { "cidrIpv4", await ReturnedValues.TextAsync(properties["cidrIpv4"], returned.CidrIpv4).ConfigureAwait(false) },
            { "cidrIpv6", await ReturnedValues.TextAsync(properties["cidrIpv6"], returned.CidrIpv6).ConfigureAwait(false) },
            { "prefixListId", await IdAsync("prefixListId", returned.PrefixListId).ConfigureAwait(false) },
            {
                "referencedSecurityGroupId",
                await IdAsync("referencedSecurityGroupId", returned.ReferencedSecurityGroupId).ConfigureAwait(false)
            },
        };

        Task<PropertyValue?> PortAsync(string name, Output<int?> port) => ReturnedValues.NumberAsync(properties[name], port);

        async Task<PropertyValue?> IdAsync(string name, Output<string?> id) =>
            await ReturnedValues.NamedAsync(
                await ReturnedValues.TextAsync(properties[name], id).ConfigureAwait(false), properties[name], ids, StringComparison.Ordinal)
                .ConfigureAwait(false);
    }

    /// <summary>The outputs that ingress and egress rules have both.</summary>
    private sealed record RuleOutputs(
        Output<string> IpProtocol,
        Output<int?> FromPort,
        Output<int?> ToPort,
        Output<string?> CidrIpv4,
        Output<string?> CidrIpv6,
        Output<string?> PrefixListId,
        Output<string?> ReferencedSecurityGroupId)
    {
        public static RuleOutputs From(SecurityGroupIngressRule rule) => new(
            rule.IpProtocol, rule.FromPort, rule.ToPort, rule.CidrIpv4, rule.CidrIpv6, rule.PrefixListId, rule.ReferencedSecurityGroupId);

        public static RuleOutputs From(SecurityGroupEgressRule rule) => new(
            rule.IpProtocol, rule.FromPort, rule.ToPort, rule.CidrIpv4, rule.CidrIpv6, rule.PrefixListId, rule.ReferencedSecurityGroupId);
    }
}
