using Starface.Cli.Hosting;
using Starface.Drift.Output;
using Starface.Drift.Reports;
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
                json.WriteProblemMembers(item.Problem with { Place = PlaceOf(item) });
                json.WriteOptional("stack", item.Instance);
                json.WriteString("fingerprint", item.Fingerprint);
            });
            json.WriteEndObject();
        }));

    /// <summary>The line of the file, and the key there.</summary>
    private static Place? PlaceOf(ReportItem item) => item.Place is { } at
        ? new Place { File = at.File, Line = at.Line, Column = at.Column, Key = item.Problem.Place?.Key }
        : item.Problem.Place;
}
