using Starface.Cli.Selection;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy.Explanations;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The JSON of <c>explain</c>.</summary>
internal static class ExplainJson
{
    /// <summary>Writes an explanation.</summary>
    public static void Write(SelectedInstance instance, Explanation explanation, LiveAnswer? live, OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", ExplainText.Describe(explanation.Verdict));
            json.WriteString("stack", instance.Stack);
            json.WriteString("instance", instance.Config.Request.Name);
            json.WriteString("policy", instance.Config.Request.Policy.Definition.Id);
            json.WriteFlow("flow", explanation.Flow.ToRange());
            json.WriteString("reason", explanation.Reason);
            json.WriteTexts("dependsOn", explanation.DependsOn);
            json.WriteProblems("problems", explanation.Problems);
            json.WriteRules("rules", explanation.Rules);
            json.WriteOrigins("origins", explanation.Origins);
            json.WriteRules("nearest", explanation.Nearest);
            if (live is not null) Write(json, live);
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, LiveAnswer live)
    {
        json.WriteStartObject("live");
        json.WriteString("verdict", ExplainText.Describe(live.Verdict));
        json.WriteProblems("problems", live.Problems);
        json.WriteObjects("interfaces", live.Places, place =>
        {
            json.WriteString("id", place.Interface.Id);
            Write(json, place.Trace.Passes);
            json.WriteOptional("unfiltered", place.Trace.Unfiltered);
            json.WriteTexts("dependsOn", place.Trace.DependsOn);
            json.WriteObjects("layers", place.Trace.Layers, answer =>
            {
                json.WriteString("kind", DriftText.Describe(answer.Layer.Kind));
                json.WriteString("title", answer.Layer.Title);
                Write(json, answer.Passes);
                json.WriteOptional("group", answer.GroupId);
                json.WriteOptional("rule", answer.RuleId);
            });
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, bool? passes) => json.WriteString("answer", passes switch
    {
        true => "passes",
        false => "stopped",
        null => "unknown",
    });
}
