using Starface.Cli.Screen;
namespace Starface.Cli.Verbs.Show;

/// <summary>The JSON of <c>show</c>.</summary>
internal static class ShowJson
{
    /// <summary>Writes the table of a policy.</summary>
    public static void Write(PolicyTable table, TextWriter output) =>
        output.Write(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", table.Policy.Id);
            json.WriteString("title", table.Policy.Title);
            json.WriteString("pbxVersion", table.Version?.ToString());
            RuleJson.WriteTexts(json, "peerGroups", table.Policy.PeerGroups);
            json.WriteStartArray("settings");
            foreach (var setting in table.Policy.Settings)
            {
                json.WriteStartObject();
                json.WriteString("name", setting.Name);
                json.WriteNumber("fromPort", setting.Default.From);
                json.WriteNumber("toPort", setting.Default.To);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("rules");
            foreach (var row in table.Rows)
            {
                json.WriteStartObject();
                RuleJson.WriteFlowKey(json, row.Direction, row.Protocol, row.Ports);
                json.WriteString("setting", row.Setting);
                RuleJson.WriteTexts(json, "peers", row.Peers);
                RuleJson.WriteOrigins(json, "origins", row.Entries.Select(entry => entry.Origin).Distinct().Order());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            RuleJson.WriteTexts(json, "opensNothing", table.Empty.Select(service => service.Id));
            json.WriteEndObject();
        }));
}
