using System.Collections.Immutable;
using System.Globalization;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Expectations;
using Starface.Policy.Planning;

namespace Starface.Cli.Verbs.Preview;

/// <summary>The tables of <c>preview</c>.</summary>
internal static class PreviewTables
{
    private const int DigestLength = 12;

    /// <summary>Writes the plans.</summary>
    /// <param name="plans">The plans; each is asked for when those before it are written.</param>
    /// <param name="screen">Receives the tables.</param>
    public static void Write(IEnumerable<PlannedInstance> plans, TableScreen screen)
    {
        var isFirst = true;
        foreach (var planned in plans)
        {
            if (!isFirst)
            {
                screen.EndLine();
                screen.EndLine();
            }

            Write(planned, screen);
            isFirst = false;
        }
    }

    private static void Write(PlannedInstance planned, TableScreen screen)
    {
        var plan = planned.Plan;
        WriteHeading(planned, screen);
        screen.EndLine();
        WriteRules(plan, screen);
        screen.EndLine();
        WriteQuotas(plan, screen);
        WriteReach(plan, screen);
        if (plan.Findings.IsEmpty) return;
        screen.EndLine();
        ProblemTable.Write(plan.Findings, screen);
    }

    private static void WriteHeading(PlannedInstance planned, TableScreen screen)
    {
        var plan = planned.Plan;
        var name = planned.Stack == plan.Name ? plan.Name : $"{planned.Stack} / {plan.Name}";
        var version = plan.Policy.PbxVersion is { } exact ? $"PBX {exact}" : "current PBX release";
        screen.WriteLine(name, TextStyle.Heading);
        var table = new TextTable(new TextColumn("") { Style = TextStyle.Muted }, new TextColumn("") { Narrowest = 20 });
        if (planned.Source is { } source) table.Add("Stack file", source);
        table.Add("Cloud", plan.Cloud.Name);
        table.Add("Policy", $"{plan.Policy.Definition.Id} ({version})\n{plan.Policy.Definition.Title}");
        table.Add("Digest", plan.Digest[..DigestLength]);
        if (!plan.Tests.IsEmpty) table.Add("Tests", DescribeTests(plan));
        if (!plan.Policy.Definition.Supports.IsEmpty) table.Add("Scenarios", DescribeScenarios(plan));
        var types = plan.Resources.GroupBy(resource => resource.Type, StringComparer.Ordinal);
        table.Add("Resources", string.Join("\n", types.Select(type => CountOf(type.Key, [.. type], plan.Cloud))));
        table.Write(screen, hasHeader: false);
    }

    /// <summary>How many tests hold. Those that do not are among the findings.</summary>
    private static string DescribeTests(Plan plan)
    {
        var held = plan.Tests.Count(test => test.Outcome == FlowTestOutcome.Holds);
        var all = plan.Tests.Length == 1 ? "1 test" : string.Create(CultureInfo.InvariantCulture, $"{plan.Tests.Length} tests");
        return held < plan.Tests.Length ? string.Create(CultureInfo.InvariantCulture, $"{held} of {all} hold")
            : held == 1 ? $"{all} holds"
            : $"{all} hold";
    }

    /// <summary>How many scenarios that the policy supports work, and how the others end.</summary>
    private static string DescribeScenarios(Plan plan)
    {
        var scenarios = plan.Run([]).Select(ToldScenario.From).ToList();
        var others = scenarios.Where(scenario => scenario.Outcome != ToldScenario.Works).ToList();
        var works = string.Create(CultureInfo.InvariantCulture, $"{scenarios.Count - others.Count} of {scenarios.Count} work");
        return string.Join("\n", others.Select(other => $"{other.Id} {other.Outcome}: {other.Notes}").Prepend(works));
    }

    /// <summary>The number of resources of a type, with their names unless they are rules, which the table below lists.</summary>
    private static string CountOf(string type, ImmutableArray<PlannedResource> resources, CloudTarget cloud)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{resources.Length} {type}");
        return cloud.RuleTypes.Contains(type) ? count : $"{count}: {string.Join(", ", resources.Select(resource => resource.Name))}";
    }

    /// <summary>One row for each rule of the policy: each peer beside its resource, and the origins of the rule below.</summary>
    private static void WriteRules(Plan plan, TableScreen screen)
    {
        var isInline = plan.Cloud.HasInlineRules;
        var table = new TextTable(
            new TextColumn("Direction"),
            new TextColumn("Protocol"),
            new TextColumn("Ports"),
            new TextColumn("Peers") { Narrowest = 15 },
            new TextColumn(isInline ? $"Resource {plan.Resources[0].Name}, rule" : "Resource") { Narrowest = 20 })
        { NoteHeader = OriginText.Header };
        foreach (var rule in Grouped(PlanRows.From(plan)))
        {
            var first = rule[0];
            table.AddBlocks(
                [
                    [RuleText.Describe(first.Direction)],
                    [first.Protocol],
                    [first.Ports],
                    [.. rule.Select(row => (row.IsAllowed ? "" : "deny ") + string.Join("\n", row.Peers))],
                    [.. rule.Select(row => row.Name)],
                ],
                first.Note is { } note ? [note] : OriginText.Lines(Origin.Join(rule.Select(row => row.Origins)).AsSpan()));
        }

        table.Write(screen, spaced: true);
    }

    /// <summary>Merges adjacent rows of the same rule.</summary>
    private static List<List<PlanRow>> Grouped(ImmutableArray<PlanRow> rows)
    {
        var groups = new List<List<PlanRow>>();
        foreach (var row in rows)
        {
            var joins = groups.Count > 0 && groups[^1][0] is var first && first.Note is null && row.Note is null
                && first.Direction == row.Direction && first.Protocol == row.Protocol && first.Ports == row.Ports;
            if (joins) groups[^1].Add(row);
            else groups.Add([row]);
        }

        return groups;
    }

    private static void WriteReach(Plan plan, TableScreen screen)
    {
        var services = plan.SensitiveServices;
        if (services.IsEmpty) return;
        screen.EndLine();
        var table = new TextTable(
            new TextColumn("Sensitive service"),
            new TextColumn("Ports"),
            new TextColumn("Public addresses that reach it") { Narrowest = 20 });
        foreach (var service in services)
        {
            var ports = service.Ports.Select(port => $"{RuleText.Describe(port.Protocol)} {RuleText.Ports(port.Protocol, port.Ports)}");
            table.Add(service.Id, string.Join(", ", ports), service.ReachIn(plan.Flows).Describe());
        }

        table.Write(screen);
    }

    private static void WriteQuotas(Plan plan, TableScreen screen)
    {
        var table = new TextTable(
            new TextColumn("Quota"),
            new TextColumn("Used") { IsNumber = true },
            new TextColumn("Limit") { IsNumber = true },
            new TextColumn("Largest change") { Narrowest = 20 });
        foreach (var quota in plan.Quotas)
        {
            table.Add(
                quota.Name,
                quota.Used.ToString(CultureInfo.InvariantCulture),
                quota.Limit.ToString(CultureInfo.InvariantCulture),
                quota.Needs ?? "");
        }

        table.Write(screen);
    }
}
