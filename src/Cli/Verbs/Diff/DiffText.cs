using System.Collections.Immutable;
using Starface.Cli.Screen;
using Starface.Policy.Changes;
using Starface.Policy.Flows;
using Starface.Policy.Scenarios;

namespace Starface.Cli.Verbs.Diff;

/// <summary>The answer of <c>diff</c> for people.</summary>
internal static class DiffText
{
    /// <summary>Writes the changes, one below the other.</summary>
    public static void Write(ImmutableArray<PolicyChange> changes, TableScreen screen)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            if (i > 0) screen.EndLine();
            Write(changes[i], screen);
        }
    }

    private static void Write(PolicyChange change, TableScreen screen)
    {
        screen.WriteLine($"{change.Before.Name} -> {change.After.Name}", TextStyle.Heading);
        foreach (var moved in change.Placement) screen.WriteParagraph($"{moved.Problem.Message}.", TextStyle.Error);
        if (change.IsNone)
        {
            screen.WriteLine("The same traffic is permitted.", change.Placement.IsEmpty ? TextStyle.Good : TextStyle.Plain);
            WriteScenarios(change, screen);
            return;
        }

        WriteFlows("Becomes possible", change.Possible, screen);
        WriteFlows("Becomes impossible", change.Impossible, screen);
        if (change.ExposureGrows)
        {
            screen.WriteParagraph(
                "Exposure grows: Internet addresses can reach ports that they could not reach before.", TextStyle.Warning);
        }

        foreach (var (service, before, after) in change.Reach.Where(reach => reach.Before != reach.After))
            screen.WriteParagraph($"Public addresses that reach {service}: {before.Describe()} -> {after.Describe()}.");

        foreach (var service in change.Consequences.GroupBy(consequence => consequence.Service, StringComparer.Ordinal))
        {
            var impacts = service.Select(consequence => consequence.Impact);
            screen.WriteParagraph($"{service.Key}: {string.Join("; ", impacts)}.", TextStyle.Warning);
        }

        WriteScenarios(change, screen);
        foreach (var impact in change.CallImpacts)
        {
            screen.EndLine();
            screen.Write($"Running calls on {impact.Cloud.Name}: ");
            var cutsNothing = impact.CutsNothing && change.Placement.IsEmpty;
            screen.WriteLine(cutsNothing ? NoneIsCut(change) : "some are cut", cutsNothing ? TextStyle.Good : TextStyle.Error);
            screen.WriteParagraph(impact.Explanation);
            if (!impact.CutsNothing) WriteFlows("Cut at once", impact.Cut, screen);
        }
    }

    /// <summary>The scenarios that end in another way, and those that work before and after.</summary>
    private static void WriteScenarios(PolicyChange change, TableScreen screen)
    {
        var scenarios = change.Scenarios;
        foreach (var scenario in scenarios.Where(scenario => !scenario.IsNone))
        {
            var (before, after) = (ToldScenario.From(scenario.Before), ToldScenario.From(scenario.After));
            var notes = after.Notes.Length == 0 ? "" : $": {after.Notes}";
            screen.WriteParagraph(
                $"Scenario {scenario.Id}: {before.Outcome} -> {after.Outcome}{notes}.",
                scenario.After.Outcome == ScenarioOutcome.Works ? TextStyle.Good : TextStyle.Warning);
        }

        ImmutableArray<string> kept =
        [
            .. scenarios
                .Where(scenario => scenario.IsNone && scenario.After.Outcome == ScenarioOutcome.Works)
                .Select(scenario => scenario.Id),
        ];
        if (!kept.IsEmpty && !change.IsNone) screen.WriteParagraph($"Scenarios that work before and after: {string.Join(", ", kept)}.");
    }

    /// <summary>Where flows are both added and removed, the order matters; Pulumi's engine keeps it.</summary>
    private static string NoneIsCut(PolicyChange change) =>
        change.Possible.IsEmpty || change.Impossible.IsEmpty ? "none are cut" : "none are cut (add before remove, as pulumi up does)";

    private static void WriteFlows(string title, FlowSet flows, TableScreen screen)
    {
        if (flows.IsEmpty) return;
        screen.EndLine();
        screen.WriteLine(title);
        var table = new TextTable(
            new TextColumn("Direction"), new TextColumn("Protocol"), new TextColumn("Ports"), new TextColumn("Remote side")
            {
                Narrowest = 24,
            });
        foreach (var row in FlowRow.From(flows)) table.Add(row.Direction, row.Protocol, row.Ports, string.Join(", ", row.Remotes));

        table.Write(screen);
    }
}
