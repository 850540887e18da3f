using Pulumi;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Infra;

/// <summary>Carries a plan's findings into Pulumi's own output.</summary>
internal static class PlanErrors
{
    /// <summary>Makes a plan, and stops the program when it cannot be applied.</summary>
    /// <exception cref="RunException">The plan has errors, or the policy cannot be planned; the message says why.</exception>
    public static Plan Plan(CloudTarget cloud, PlanRequest request)
    {
        Plan plan;
        try
        {
            plan = cloud.Plan(request);
        }
        catch (PolicyException exception)
        {
            throw ProgramMessage.Refuse($"'{request.Name}' cannot be planned: {exception.Message}", exception);
        }

        return plan.HasErrors
            ? throw ProgramMessage.Refuse(
                $"The plan of '{plan.Name}' cannot be applied:" + string.Concat(Lines(plan, Severity.Error).Select(line => "\n  " + line)))
            : plan;
    }

    /// <summary>Shows a plan's warnings beside its component in previews and updates.</summary>
    public static void LogWarnings(Plan plan, Resource component)
    {
        foreach (var line in Warnings(plan)) ProgramMessage.Warn(line, component);
    }

    /// <summary>The warnings of a program: those of the plan, and that the groups of the existing rules are unknown.</summary>
    internal static IEnumerable<string> Warnings(Plan plan) => Lines(plan, Severity.Warning).Concat(
        from guess in plan.Findings
        where guess.Id == ProblemIds.AllocatedAnew
        select $"{guess.Id}: {guess.Message}, since a self-managed backend has no record of a stack without outputs. If this is not its "
            + "first update, rules may go to other groups: give the program outputs, such as the ids of the groups.");

    /// <summary>The findings of a severity, a line for each.</summary>
    internal static IEnumerable<string> Lines(Plan plan, Severity severity) =>
        plan.Findings.Where(finding => finding.Severity == severity).Select(finding => $"{finding.Id}: {finding.Describe()}");
}
