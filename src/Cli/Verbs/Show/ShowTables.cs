using Starface.Cli.Screen;
using Starface.Policy;

namespace Starface.Cli.Verbs.Show;

/// <summary>The tables of <c>show</c>.</summary>
internal static class ShowTables
{
    /// <summary>Writes the table of a policy.</summary>
    public static void Write(PolicyTable rules, TableScreen screen)
    {
        var policy = rules.Policy;
        screen.WriteLine(policy.Id, TextStyle.Heading);
        var facts = new TextTable(new TextColumn("") { Style = TextStyle.Muted }, new TextColumn("") { Narrowest = 20 });
        facts.Add("Title", policy.Title);
        facts.Add("PBX version", rules.Version?.ToString() ?? "current release");
        facts.Add("Peer groups", policy.PeerGroups.IsEmpty ? "none" : string.Join(", ", policy.PeerGroups.Select(Name)));
        string Name(string group) => policy.OptionalPeerGroups.Contains(group) ? group + " (optional)" : group;
        var settings = policy.Settings.Select(setting => $"{setting.Name} = {setting.Default}");
        facts.Add("Settings", policy.Settings.IsEmpty ? "none" : string.Join(", ", settings));
        if (!policy.Supports.IsEmpty) facts.Add("Scenarios", string.Join(", ", policy.Supports.Select(scenario => scenario.Id)));
        facts.Write(screen, hasHeader: false);
        screen.EndLine();

        var table = new TextTable(
            new TextColumn("Direction"),
            new TextColumn("Protocol"),
            new TextColumn("Ports"),
            new TextColumn("Setting"),
            new TextColumn("Peers") { Narrowest = 18 })
        { NoteHeader = OriginText.Header };
        foreach (var row in rules.Rows)
        {
            table.AddBlocks(
                [
                    [RuleText.Describe(row.Direction)],
                    [RuleText.Describe(row.Protocol)],
                    [RuleText.Ports(row.Protocol, row.Ports)],
                    [row.Setting ?? ""],
                    [string.Join(", ", row.Peers)],
                ],
                OriginText.Lines([.. row.Entries.Select(entry => entry.Origin).Distinct().Order()]));
        }

        table.Write(screen, spaced: true);
        foreach (var service in rules.Empty)
        {
            screen.EndLine();
            var reason = service.DocumentedElsewhere ?? "none of its rows applies to this PBX version.";
            screen.WriteParagraph($"Service {service.Id} opens nothing: {reason}", TextStyle.Warning);
        }
    }
}
