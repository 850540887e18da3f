using System.Collections.Immutable;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Explanations;
using Starface.Policy.Exposure;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The answer of <c>explain</c> for people.</summary>
internal static class ExplainText
{
    /// <summary>Writes an explanation.</summary>
    public static void Write(SelectedInstance instance, Explanation explanation, LiveAnswer? live, TableScreen screen)
    {
        var request = instance.Config.Request;
        if (live is not null)
        {
            Write(request.Name, live, screen);
            screen.EndLine();
            screen.Write("planned: ");
        }

        screen.Write(Describe(explanation.Verdict), explanation.Verdict == Verdict.Allowed ? TextStyle.Good : TextStyle.Error);
        screen.WriteLine($"  {request.Name}, policy {request.Policy.Definition.Id}");
        screen.WriteParagraph(explanation.Reason);
        foreach (var problem in explanation.Problems)
        {
            screen.Write(ProblemJson.SeverityText(problem.Severity), SeverityStyle.For(problem.Severity));
            screen.WriteParagraph($" {problem.Id}: {problem.Describe()}");
        }

        WriteRules(explanation.Rules.IsEmpty ? explanation.Nearest : explanation.Rules, screen);
    }

    /// <summary>Writes what the cloud does with the flow, a line for each layer.</summary>
    private static void Write(string name, LiveAnswer live, TableScreen screen)
    {
        screen.Write(Describe(live.Verdict), live.Verdict == Verdict.Allowed ? TextStyle.Good : TextStyle.Error);
        screen.WriteLine($"  {name}, as its cloud is");
        foreach (var problem in live.Problems) screen.WriteParagraph(problem.Describe());
        foreach (var (owner, trace) in live.Places)
        {
            screen.EndLine();
            screen.WriteLine($"Interface {owner.Id}: {Describe(trace.Passes)}{Condition(trace)}");
            if (trace.Layers.IsEmpty) continue;
            var table = new TextTable(new TextColumn("Layer"), new TextColumn("Answer"), new TextColumn("Rule"));
            foreach (var answer in trace.Layers)
            {
                var rule = answer.RuleId is null ? "" : $"{answer.RuleId} in {answer.GroupId}";
                table.AddBlocks(
                    [[answer.Layer.Title], [Describe(answer.Passes)], [rule]], []);
            }

            table.Write(screen, spaced: false);
        }
    }

    private static string Condition(FlowTrace trace) =>
        trace.Unfiltered is { } what ? $"; {what}"
        : trace.Passes == false && trace.Layers.FirstOrDefault(answer => answer.Passes == false) is { } stop
            ? $"; denied by {stop.Layer.Title}, {(stop.RuleId is { } rule ? $"rule {rule}" : "no rule of which permits it")}"
        : !trace.DependsOn.IsEmpty ? $", depending on the members of {string.Join(", ", trace.DependsOn)}"
        : trace.Passes is null && trace.Layers.FirstOrDefault(answer => answer.Passes is null && !answer.Layer.Doubts.IsEmpty) is { } unread
            ? $"; not all of {unread.Layer.Title} was read"
        : "";

    private static string Describe(bool? passes) => passes switch
    {
        true => "passes",
        false => "stopped",
        null => "not known",
    };

    /// <summary>The verdict in one word.</summary>
    public static string Describe(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => "allowed",
        Verdict.Denied => "denied",
        _ => "unknown",
    };

    private static void WriteRules(ImmutableArray<Rule> rules, TableScreen screen)
    {
        if (rules.IsEmpty) return;
        screen.EndLine();
        var table = new TextTable(
            new TextColumn("Direction"), new TextColumn("Protocol"), new TextColumn("Ports"), new TextColumn("Peers") { Narrowest = 18 })
        { NoteHeader = OriginText.Header };
        foreach (var rule in rules)
        {
            table.AddBlocks(
                [
                    [RuleText.Describe(rule.Direction)],
                    [RuleText.Describe(rule.Protocol)],
                    [RuleText.Ports(rule.Protocol, rule.Ports)],
                    [string.Join(", ", rule.Peers.Select(peer => peer.Peer.ToString()))],
                ],
                OriginText.Lines(rule.Origins.AsSpan()));
        }

        table.Write(screen, spaced: true);
    }
}
