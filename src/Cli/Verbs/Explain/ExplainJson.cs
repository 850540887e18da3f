using Starface.Cli.Selection;
using Starface.Drift.Output;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The JSON of <c>explain</c>.</summary>
internal static class ExplainJson
{
    /// <summary>Writes an explanation.</summary>
    public static void Write(SelectedInstance instance, Explanation explanation, TextWriter output) =>
        output.Write(JsonText.From(json =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", ExplainText.Describe(explanation.Verdict));
            json.WriteString("stack", instance.Stack);
            json.WriteString("instance", instance.Config.Request.Name);
            json.WriteString("policy", instance.Config.Request.Policy.Definition.Id);
            json.WriteFlow("flow", explanation.Flow.ToRange());
            json.WriteString("reason", explanation.Reason);
            json.WriteTexts("dependsOn", explanation.DependsOn);
            json.WriteRules("rules", explanation.Rules);
            json.WriteOrigins("origins", explanation.Origins);
            json.WriteRules("nearest", explanation.Nearest);
            json.WriteEndObject();
        }));
}
