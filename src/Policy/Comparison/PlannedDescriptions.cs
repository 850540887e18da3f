using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Comparison;

/// <summary>The descriptions of a plan's rules, and so the rules themselves: AWS tells rules apart by their flows, Azure by their names.</summary>
internal sealed class PlannedDescriptions
{
    private readonly Dictionary<FlowRange, (int Number, string Text)> _byFlow = [];
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);

    public static PlannedDescriptions Of(Plan plan)
    {
        var descriptions = new PlannedDescriptions();
        if (plan.Cloud == Cloud.Aws)
        {
            foreach (var (rule, range) in plan.Ranges)
                descriptions._byFlow[range] = (descriptions._byFlow.Count, rule.Properties.Text("description") ?? "");
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
        : rule.Matches.Length == 1 && _byFlow.TryGetValue(rule.Matches[0], out var planned) ? planned.Text
        : null;

    /// <summary>Whether rules on AWS are the planned ones, each as it was planned: then they permit what the plan permits, and no set has to be built to say so.</summary>
    public bool AreMetBy(IEnumerable<LiveRule> rules)
    {
        var met = new bool[_byFlow.Count];
        var left = met.Length;
        foreach (var match in rules.SelectMany(rule => rule.Matches))
        {
            if (!_byFlow.TryGetValue(match, out var planned)) return false;
            if (met[planned.Number]) continue;
            met[planned.Number] = true;
            left--;
        }

        return left == 0;
    }
}
