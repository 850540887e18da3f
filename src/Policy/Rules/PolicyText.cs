#if NET
using Starface.Policy.Problems;
#endif

namespace Starface.Policy.Rules;

/// <summary>The rule table of a policy as text, for a debugger and for <c>Console.WriteLine</c>.</summary>
internal static class PolicyText
{
    private const string Gap = "  ";

    /// <summary>The table: a heading, then a line for each rule. A policy whose arguments do not fit says why instead.</summary>
    /// <param name="policy">The policy.</param>
    public static string Describe(FirewallPolicy policy)
    {
        var heading = $"{policy.Definition.Id}: {policy.Definition.Title}";
        var problems = ArgumentProblems.Find(policy.Definition, policy.Arguments).ToList();
        var lines = problems.Count > 0
            ? problems.Select(problem => problem.Text)
            : policy.Rules.IsEmpty ? ["nothing is open"] : Align([.. policy.Rules.Select(Row)]);
        return string.Join("\n", lines.Prepend(heading).Select(Clean));
    }

    /// <summary>A line without what moves a terminal's cursor: titles and rows are whatever a package says.</summary>
    private static string Clean(string line) =>
#if NET
        SafeText.From(line);
#else
        line; // The compiler's own process shows no policy.
#endif

    private static string[] Row(Rule rule) =>
    [
        RuleText.Describe(rule.Direction),
        RuleText.Describe(rule.Protocol),
        RuleText.Ports(rule.Protocol, rule.Ports),
        (rule.Direction == Direction.Inbound ? "from " : "to ") + RuleText.Few([.. rule.Peers.Select(peer => peer.Peer.ToString())]),
        string.Join("; ", rule.Origins.Select(Describe).Distinct(StringComparer.Ordinal)),
    ];

    private static string Describe(Origin origin)
    {
        var remote = (origin.PeerGroup ?? origin.Host) is { } name ? $" ({name})" : "";
        var source = origin.Source.Length == 0 ? "" : $": {origin.Source}";
        var included = origin.IncludedFrom is { } policy ? $" [included from {policy}]" : "";
        return $"{origin.Service}{remote}{source}{included}";
    }

    private static IEnumerable<string> Align(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
