using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Compile;

/// <summary>
/// The warnings about what written plans expose, as <c>check</c> has them: each once with its instances.
/// </summary>
/// <param name="accepted">What is accepted, and not told.</param>
/// <param name="today">The day on which it has to be.</param>
internal sealed class PlanWarnings(AcceptList accepted, CalendarDate today)
{
    private readonly List<(Problem Problem, List<string> Instances)> _warnings = [];
    private readonly Dictionary<(string Id, string Text), int> _known = [];

    /// <summary>Looks at plans while they pass.</summary>
    /// <param name="plans">The plans.</param>
    public IEnumerable<PlannedInstance> Collect(IEnumerable<PlannedInstance> plans)
    {
        foreach (var planned in plans)
        {
            foreach (var finding in planned.Plan.Findings)
            {
                if (finding.Severity != Severity.Warning || ProblemTable.For(finding.Id).Category != ProblemTable.Exposure) continue;
                if (accepted.Find(finding, planned.Stack, planned.Plan.Name, today) is null) Add(finding, planned.Plan.Name);
            }

            yield return planned;
        }
    }

    /// <summary>Writes the warnings, a line for each.</summary>
    /// <param name="error">Receives them.</param>
    public void Write(OutputGate error)
    {
        foreach (var (problem, instances) in _warnings)
            error.WriteLine($"warning {problem.Id}: {RuleText.Few(instances)}: {(problem with { Place = null }).Describe()}");
    }

    private void Add(Problem problem, string instance)
    {
        if (_known.TryAdd((problem.Id, problem.Text), _warnings.Count)) _warnings.Add((problem, []));
        _warnings[_known[(problem.Id, problem.Text)]].Instances.Add(instance);
    }
}
