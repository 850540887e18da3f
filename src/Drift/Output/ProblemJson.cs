using System.Text.Json;
using Starface.Policy;

namespace Starface.Drift.Output;

/// <summary>Writes problems, in the one shape that every command has for them.</summary>
internal static class ProblemJson
{
    /// <summary>Writes a list of problems.</summary>
    public static void WriteProblems(this Utf8JsonWriter json, string name, IEnumerable<Finding> problems) =>
        json.WriteObjects(name, problems, problem => json.WriteProblem(problem.Id, problem.Severity, problem.Message));

    /// <summary>Writes the members of one problem.</summary>
    public static void WriteProblem(this Utf8JsonWriter json, string id, Severity severity, string message)
    {
        json.WriteString("id", id);
        json.WriteString("severity", SeverityText(severity));
        json.WriteString("message", message);
    }

    /// <summary>Writes where a problem is.</summary>
    public static void WritePlace(this Utf8JsonWriter json, string? file, int? line, int? column)
    {
        if (file is null) return;
        json.WriteStartObject("place");
        json.WriteString("file", file);
        json.WriteOptional("line", line);
        json.WriteOptional("column", column);
        json.WriteEndObject();
    }

    /// <summary>A severity in lower case, as texts have it too.</summary>
    public static string SeverityText(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
