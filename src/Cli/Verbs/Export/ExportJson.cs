using System.Collections.Immutable;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Verbs.Export;

/// <summary>The JSON of <c>export</c>.</summary>
internal static class ExportJson
{
    /// <summary>Writes the ruleset, or where it was written.</summary>
    public static void Write(
        FirewallPolicy policy, ImmutableArray<Problem> findings, string ruleset, string? file, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("policy", policy.Definition.Id);
            json.WriteString("digest", policy.Digest);
            if (file is null) json.WriteString("ruleset", ruleset);
            else json.WriteString("output", file);
            json.WriteProblems("problems", findings);
            json.WriteEndObject();
        });
}
