using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>
/// The descriptions of a plan's rules, and so the rules themselves: AWS tells rules apart by their flows, Azure by their names.
/// </summary>
internal sealed class PlannedDescriptions
{
    private readonly Dictionary<FlowRange, (int Number, string Text)> _byFlow = [];
    private readonly Dictionary<string, string> _byName;

    private readonly bool _areOrdered;

    private PlannedDescriptions(StringComparer names, bool areOrdered)
    {
        _byName = new Dictionary<string, string>(names);
        _areOrdered = areOrdered;
    }

    /// <summary>Descriptions of rules that are told apart by what they permit.</summary>
    public static PlannedDescriptions ByFlow(IEnumerable<(FlowRange Range, string Text)> rules)
    {
        var descriptions = new PlannedDescriptions(StringComparer.Ordinal, areOrdered: false);
        foreach (var (range, text) in rules)
            descriptions._byFlow[range] = (descriptions._byFlow.Count, text);
        return descriptions;
    }

    /// <summary>Descriptions of rules that are told apart by their names.</summary>
    public static PlannedDescriptions ByName(IEnumerable<(string Name, string Text)> rules, StringComparer names)
    {
        var descriptions = new PlannedDescriptions(names, areOrdered: true);
        foreach (var (name, text) in rules)
            descriptions._byName[name] = text;
        return descriptions;
    }

    /// <summary>The planned description of a rule, or null when the plan has no such rule.</summary>
    public string? Find(LiveRule rule) =>
        _byName.TryGetValue(rule.Id, out var named) ? named
        : rule.Matches.Length == 1 && _byFlow.TryGetValue(rule.Matches[0], out var planned) ? planned.Text
        : null;

    /// <summary>
    /// Whether rules without an order are the planned ones, each as it was planned: then they permit what the plan permits, and no set has
    /// to be built to say so. Rules in an order are never compared this way.
    /// </summary>
    public bool AreMetBy(IEnumerable<LiveRule> rules)
    {
        if (_areOrdered) return false;
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
