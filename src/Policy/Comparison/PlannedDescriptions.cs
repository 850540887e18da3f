using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Planning.Aws;

namespace Starface.Policy.Comparison;

/// <summary>The descriptions of a plan's rules: AWS tells rules apart by their flows, Azure by their names.</summary>
internal sealed class PlannedDescriptions
{
    private readonly Dictionary<FlowRange, string> _byFlow = [];
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);

    public static PlannedDescriptions Of(Plan plan)
    {
        var descriptions = new PlannedDescriptions();
        if (plan.Cloud == Cloud.Aws)
        {
            foreach (var (rule, range) in AwsPlanReader.Ranges(plan.Resources))
                descriptions._byFlow[range] = rule.Properties.Text("description") ?? "";
        }
        else
        {
            foreach (var rule in plan.Resources.SelectMany(resource => resource.Properties.Maps("securityRules")))
                descriptions._byName[rule.Text("name") ?? ""] = rule.Text("description") ?? "";
        }

        return descriptions;
    }

    /// <summary>The planned description of a rule, or null when the plan has no such rule.</summary>
    public string? Find(LiveRule rule) =>
        _byName.TryGetValue(rule.Id, out var named) ? named
        : rule.Matches.Length == 1 && _byFlow.TryGetValue(rule.Matches[0], out var description) ? description
        : null;
}
