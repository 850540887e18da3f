using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Changes;

namespace Starface.Cli.Verbs.Preview;

/// <summary>The JSON of <c>preview</c>.</summary>
internal static class PreviewJson
{
    private static readonly PropertyJson Properties = new();

    /// <summary>Writes the plans.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="problems">What is wrong with the instances that are missing among them.</param>
    /// <param name="cuts">What the plans cut although it must never be cut; null when they were compared with nothing.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(
        ImmutableArray<PlannedInstance> plans, ImmutableArray<Problem> problems, ImmutableArray<ForbiddenCut>? cuts, TextWriter output) =>
        output.Write(JsonText.From(json =>
        {
            json.WriteStartObject();
            json.WriteObjects("stacks", plans, planned => WriteMembers(json, planned));
            json.WriteProblems("problems", problems);
            if (cuts is { } compared)
            {
                json.WriteObjects("neverCut", compared, cut =>
                {
                    json.WriteString("instance", cut.Instance);
                    json.WriteString("service", cut.Lost.Service);
                    json.WriteFlows("flows", cut.Lost.Flows);
                });
            }

            json.WriteEndObject();
        }));

    private static void WriteMembers(Utf8JsonWriter json, PlannedInstance planned)
    {
        var plan = planned.Plan;
        json.WriteString("stack", planned.Stack);
        json.WriteString("instance", plan.Name);
        json.WriteString("policy", plan.Policy.Definition.Id);
        json.WriteString("cloud", plan.Cloud.Id);
        json.WriteOptional("pbxVersion", plan.Policy.PbxVersion?.ToString());
        json.WriteString("digest", plan.Digest);
        json.WriteObjects("resources", plan.Resources, resource =>
        {
            json.WriteString("type", resource.Type);
            json.WriteString("name", resource.Name);
            json.WritePropertyName("properties");
            Properties.Write(json, resource.Properties);
            json.WriteOptional("import", resource.ImportId);
            if (resource.Protect) json.WriteBoolean("protect", true);
            if (!resource.DependsOn.IsEmpty) json.WriteTexts("dependsOn", resource.DependsOn);
            if (!resource.IgnoreChanges.IsEmpty) json.WriteTexts("ignoreChanges", resource.IgnoreChanges);
            json.WriteOrigins("origins", resource.Origins);
        });
        json.WriteRules("rules", plan.Rules);
        json.WriteObjects("quotas", plan.Quotas, quota =>
        {
            json.WriteString("name", quota.Name);
            json.WriteNumber("used", quota.Used);
            json.WriteNumber("limit", quota.Limit);
            json.WriteOptional("needs", quota.Needs);
        });
        json.WriteProblems("problems", plan.Findings);
    }
}
