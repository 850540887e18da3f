using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy.Changes;

namespace Starface.Cli.Verbs.Diff;

/// <summary>The JSON of <c>diff</c>.</summary>
internal static class DiffJson
{
    /// <summary>Writes the changes.</summary>
    public static void Write(ImmutableArray<PolicyChange> changes, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("status", changes.All(change => change.IsSame) ? "same" : "different");
            json.WriteObjects("comparisons", changes, change => WriteMembers(json, change));
            json.WriteEndObject();
        });

    /// <summary>Writes the members of a change, as every command has them.</summary>
    public static void WriteMembers(Utf8JsonWriter json, PolicyChange change)
    {
        json.WriteString("before", change.Before.Name);
        json.WriteString("after", change.After.Name);
        ToldChange.From(change).Write(json);
        json.WriteProblems("obstacles", change.After.Obstacles);
    }
}
