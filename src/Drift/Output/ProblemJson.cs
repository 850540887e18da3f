using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Writes problems, in the one shape that every command has for them.</summary>
internal static class ProblemJson
{
    /// <summary>Writes a list of problems.</summary>
    public static void WriteProblems(this Utf8JsonWriter json, string name, IEnumerable<Problem> problems) =>
        json.WriteObjects(name, problems, json.WriteProblemMembers);

    /// <summary>Writes the members of a problem, to which others may be added.</summary>
    public static void WriteProblemMembers(this Utf8JsonWriter json, Problem problem)
    {
        json.WriteString("id", problem.Id);
        json.WriteString("severity", SeverityText(problem.Severity));
        json.WriteString("message", problem.Message);
        if (problem.Place is { } place)
        {
            json.WriteStartObject("place");
            json.WriteOptional("file", place.File);
            json.WriteOptional("source", place.Source);
            json.WriteOptional("line", place.Line);
            json.WriteOptional("column", place.Column);
            json.WriteOptional("key", place.Key);
            json.WriteEndObject();
        }

        json.WriteOptional("fix", problem.Fix);
    }

    /// <summary>Reads a problem.</summary>
    /// <exception cref="FormatException">The object is not a problem.</exception>
    public static Problem Read(JsonElement problem)
    {
        var severity = problem.Text("severity") switch
        {
            "info" => Severity.Info,
            "warning" => Severity.Warning,
            "error" => Severity.Error,
            var other => throw new FormatException($"'{other}' is not a severity."),
        };
        var id = problem.Text("id");
        if (!ProblemTable.Has(id)) throw new FormatException($"'{id}' is not the id of a problem.");
        return new Problem(id, severity, problem.Text("message"))
        {
            Fix = problem.OptionalText("fix"),
            Place = problem.TryGetProperty("place", out var place)
                ? new Place
                {
                    File = place.OptionalText("file"),
                    Source = place.OptionalText("source"),
                    Line = place.OptionalNumber("line"),
                    Column = place.OptionalNumber("column"),
                    Key = place.OptionalText("key"),
                }
                : null,
        };
    }

    /// <summary>A severity in lower case, as texts have it too.</summary>
    /// <param name="severity">The severity.</param>
    public static string SeverityText(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
