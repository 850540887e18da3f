using Starface.Drift.Output;

namespace Starface.Cli.Verbs.Show;

/// <summary>The JSON of <c>show</c> for a policy.</summary>
internal static class ShowJson
{
    /// <summary>Writes the table of a policy.</summary>
    public static void Write(PolicyTable table, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", table.Policy.Id);
            json.WriteString("title", table.Policy.Title);
            json.WriteOptional("pbxVersion", table.Version?.ToString());
            json.WriteTexts("peerGroups", table.Policy.PeerGroups);
            json.WriteTexts("optionalPeerGroups", table.Policy.OptionalPeerGroups);
            json.WriteTexts("supports", table.Policy.Supports.Select(scenario => scenario.Id));
            json.WriteObjects("settings", table.Policy.Settings, setting =>
            {
                json.WriteString("name", setting.Name);
                json.WriteNumber("fromPort", setting.Default.From);
                json.WriteNumber("toPort", setting.Default.To);
            });
            json.WriteObjects("rules", table.Rows, row =>
            {
                json.WriteTraffic(row.Direction, row.Protocol, row.Ports);
                json.WriteOptional("setting", row.Setting);
                json.WriteTexts("peers", row.Peers);
                json.WriteOrigins("origins", row.Entries.Select(entry => entry.Origin).Distinct().Order());
            });
            json.WriteTexts("opensNothing", table.Empty.Select(service => service.Id));
            json.WriteEndObject();
        });
}
