using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary>The JSON of <c>check</c>.</summary>
internal static class CheckJson
{
    /// <summary>Writes what was found.</summary>
    public static void Write(CheckResult result, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("status", result.ExitCode switch
            {
                ExitCode.Success => "success",
                ExitCode.Findings => "findings",
                _ => "error",
            });
            json.WriteNumber("stacks", result.Stacks.Length);
            json.WriteNumber("instances", result.Instances);
            json.WriteNumber("policies", result.Policies.Length);
            json.WriteNumber("errors", result.Count(Severity.Error));
            json.WriteNumber("warnings", result.Count(Severity.Warning));
            json.WriteNumber("infos", result.Count(Severity.Info));
            json.WriteNumber("accepted", result.CountAccepted);
            json.WriteObjects("exposure", result.Exposure, reach =>
            {
                json.WriteString("stack", reach.Stack);
                json.WriteString("instance", reach.Instance);
                json.WriteString("service", reach.Service);
                json.WriteMembers(reach.Reach);
            });
            if (result.Scenarios is { } scenarios)
            {
                json.WriteObjects("scenarios", scenarios, scenario =>
                {
                    json.WriteString("stack", scenario.Stack);
                    json.WriteString("instance", scenario.Instance);
                    scenario.Scenario.Write(json);
                });
            }

            json.WriteObjects("problems", result.Part is null ? result.Told : result.Items, item =>
            {
                WriteItem(json, item);
                if (result.Unchecked.Contains(item)) json.WriteBoolean("unchecked", true);
            });
            result.Part?.Write(json, () =>
            {
                json.WriteTexts("stacks", result.Stacks);
                json.WriteTexts("policies", result.Policies);
                json.WriteString("failOn", ProblemJson.SeverityText(result.Least));
                json.WriteObjects("unusedEntries", result.UnusedEntries, item => WriteItem(json, item));
            });
            json.WriteEndObject();
        });

    /// <summary>Reads what was found in a part of a fleet.</summary>
    /// <param name="root">The document.</param>
    /// <param name="part">The part.</param>
    /// <exception cref="FormatException">The document is not a report.</exception>
    public static CheckResult Read(JsonElement root, ReportPart part)
    {
        var shard = root.GetProperty(ReportPart.Member);
        var items = root.Items("problems")
            .Select(item => (Item: ReadItem(item), IsUnchecked: item.TryGetProperty("unchecked", out _)))
            .ToList();
        return new CheckResult(
            [.. items.Select(item => item.Item)],
            shard.Texts("stacks"),
            root.GetProperty("instances").GetInt32(),
            shard.Texts("policies"),
            [.. items.Where(item => item.IsUnchecked).Select(item => item.Item)])
        {
            Part = part,
            Exposure =
            [
                .. root.Items("exposure").Select(reach => new InstanceReach(
                    reach.Text("stack"), reach.Text("instance"), reach.Text("service"), ReachJson.Read(reach))),
            ],
            Scenarios = root.TryGetProperty("scenarios", out _)
                ? [
                    .. root.Items("scenarios").Select(scenario => new InstanceScenario(
                        scenario.Text("stack"), scenario.Text("instance"), ToldScenario.Read(scenario))),
                ]
                : null,
            UnusedEntries = [.. shard.Items("unusedEntries").Select(ReadItem)],
            Least = shard.Text("failOn") == ProblemJson.SeverityText(Severity.Warning) ? Severity.Warning : Severity.Error,
        };
    }

    /// <summary>Writes the members of a finding.</summary>
    /// <param name="json">Receives them.</param>
    /// <param name="item">The finding.</param>
    public static void WriteItem(Utf8JsonWriter json, ReportItem item)
    {
        json.WriteProblemMembers(item.Problem with { Place = PlaceOf(item) });
        json.WriteOptional("key", item.Problem.ConfigKey);
        json.WriteOptional("stack", item.Instance);
        json.WriteString("fingerprint", item.Fingerprint);
        json.WriteOptional("accepted", item.Accepted);
    }

    /// <summary>Reads a finding.</summary>
    /// <param name="json">The object with its members.</param>
    /// <exception cref="FormatException">It is not one.</exception>
    public static ReportItem ReadItem(JsonElement json)
    {
        var problem = ProblemJson.Read(json) with { ConfigKey = json.OptionalText("key") };
        var place = problem.Place is { File: { } file, Line: { } line } at ? new SourcePlace(file, line, at.Column) : null;
        var told = place is null ? problem : problem with { Place = problem.Place?.Key is { } key ? new Place { Key = key } : null };
        return CheckResult.ItemOf(told, json.OptionalText("stack"), json.Text("fingerprint"), place, json.OptionalText("accepted"));
    }

    /// <summary>The line of the file, and the key there.</summary>
    private static Place? PlaceOf(ReportItem item) => item.Place is { } at
        ? new Place { File = at.File, Line = at.Line, Column = at.Column, Key = item.Problem.Place?.Key }
        : item.Problem.Place;
}
