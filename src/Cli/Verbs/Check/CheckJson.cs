using Starface.Cli.Hosting;
using Starface.Drift.Output;
using Starface.Policy;

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
                ExitCode.Success => "success",
                ExitCode.Findings => "findings",
                _ => "error",
            });
            json.WriteNumber("stacks", result.Stacks.Length);
            json.WriteNumber("instances", result.Instances);
            json.WriteNumber("policies", result.Policies);
            json.WriteNumber("errors", result.Count(Severity.Error));
            json.WriteNumber("warnings", result.Count(Severity.Warning));
            json.WriteNumber("infos", result.Count(Severity.Info));
            json.WriteObjects("problems", result.Items, item =>
            {
                json.WriteProblem(item.Rule, item.Severity, item.Message);
                json.WritePlace(item.Place?.File, item.Place?.Line, item.Place?.Column);
                json.WriteOptional("stack", item.Instance);
                json.WriteString("fingerprint", item.Fingerprint);
            });
            json.WriteEndObject();
        }));
}
