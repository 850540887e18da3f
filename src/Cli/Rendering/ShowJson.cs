using Starface.Cli.Outlines;

namespace Starface.Cli.Rendering;

/// <summary>The JSON of <c>show</c>.</summary>
internal static class ShowJson
{
    /// <summary>Writes the outline of a policy.</summary>
    public static void Write(PolicyOutline outline, TextWriter output) =>
        output.Write(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", outline.Policy.Id);
            json.WriteString("title", outline.Policy.Title);
            json.WriteString("pbxVersion", outline.Version?.ToString());
            RuleJson.WriteTexts(json, "peerGroups", outline.Policy.PeerGroups);
            json.WriteStartArray("settings");
            foreach (var setting in outline.Policy.Settings)
            {
                json.WriteStartObject();
                json.WriteString("name", setting.Name);
                json.WriteNumber("fromPort", setting.Default.From);
                json.WriteNumber("toPort", setting.Default.To);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("rules");
            foreach (var row in outline.Rows)
            {
                json.WriteStartObject();
                RuleJson.WriteFlowKey(json, row.Direction, row.Protocol, row.Ports);
                json.WriteString("setting", row.Setting);
                RuleJson.WriteTexts(json, "peers", row.Peers);
                RuleJson.WriteOrigins(json, "origins", row.Entries.Select(entry => entry.Origin).Distinct().Order());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            RuleJson.WriteTexts(json, "opensNothing", outline.Empty.Select(service => service.Id));
            json.WriteEndObject();
        }));
}
