using System.Collections.Immutable;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Policy;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The answer of <c>explain</c> for people.</summary>
internal static class ExplainText
{
    /// <summary>Writes an explanation.</summary>
    public static void Write(SelectedInstance instance, Explanation explanation, TableScreen screen)
    {
        var request = instance.Config.Request;
        screen.Write(Describe(explanation.Verdict), explanation.Verdict == Verdict.Allowed ? TextStyle.Good : TextStyle.Error);
        screen.WriteLine($"  {request.Name}, policy {request.Policy.Definition.Id}");
        screen.WriteParagraph(explanation.Reason);
        WriteRules(explanation.Rules.IsEmpty ? explanation.Nearest : explanation.Rules, screen);
    }

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
                OriginText.Lines(rule.Origins));
        }

        table.Write(screen, spaced: true);
    }
}
