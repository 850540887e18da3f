using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Drift.Reports;

namespace Starface.Cli.Verbs.Check;

/// <summary>The JSON of <c>check</c>.</summary>
internal static class CheckJson
{
    /// <summary>Writes what was found.</summary>
    public static void Write(CheckResult result, int exitCode, TextWriter output) =>
        output.Write(JsonText.From(json =>
        {
            json.WriteStartObject();
            json.WriteString("status", exitCode switch
            {
                ExitCode.Success => "fine",
                ExitCode.Findings => "findings",
                _ => "mistakes",
            });
            json.WriteNumber("stacks", result.Stacks.Length);
            json.WriteNumber("instances", result.Instances);
            json.WriteNumber("policies", result.Policies);
            json.WriteNumber("errors", result.Count(ItemSeverity.Error));
            json.WriteNumber("warnings", result.Count(ItemSeverity.Warning));
            json.WriteNumber("notes", result.Count(ItemSeverity.Note));
            json.WriteStartArray("findings");
            foreach (var item in result.Items)
            {
                json.WriteStartObject();
                json.WriteString("id", item.Rule);
                json.WriteString("severity", CheckText.NameOf(item.Severity));
                json.WriteString("message", item.Message);
                json.WriteString("stack", item.Instance);
                json.WriteString("file", item.Place?.File);
                json.WriteOptional("line", item.Place?.Line);
                json.WriteOptional("column", item.Place?.Column);
                json.WriteString("fingerprint", item.Fingerprint);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
}
