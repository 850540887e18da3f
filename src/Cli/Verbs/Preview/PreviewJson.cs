using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Planning;

namespace Starface.Cli.Verbs.Preview;

/// <summary>The JSON of <c>preview</c>.</summary>
internal static class PreviewJson
{
    private static readonly PropertyJson Properties = new();

    /// <summary>Writes the plans.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="problems">What is wrong with the instances that are missing among them.</param>
    /// <param name="cuts">What the plans cut although it must never be; null when they were compared with nothing.</param>
    /// <param name="output">Takes the text.</param>
    public static void Write(ImmutableArray<PlannedInstance> plans, ImmutableArray<Problem> problems, ImmutableArray<ForbiddenCut>? cuts, TextWriter output) =>
        output.Write(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("stacks");
            foreach (var planned in plans) Write(json, planned);
            json.WriteEndArray();
            if (!problems.IsEmpty) RuleJson.WriteTexts(json, "errors", problems.Select(problem => problem.Describe()));
            if (cuts is { } compared) WriteCuts(json, compared);
            json.WriteEndObject();
        }));

    private static void WriteCuts(Utf8JsonWriter json, ImmutableArray<ForbiddenCut> cuts)
    {
        json.WriteStartArray("neverCut");
        foreach (var cut in cuts)
        {
            json.WriteStartObject();
            json.WriteString("instance", cut.Instance);
            json.WriteString("service", cut.Lost.Service);
            FlowJson.Write(json, "flows", cut.Lost.Flows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PlannedInstance planned)
    {
        var plan = planned.Plan;
        json.WriteStartObject();
        json.WriteString("stack", planned.Stack);
        json.WriteString("instance", plan.Name);
        json.WriteString("policy", plan.Policy.Definition.Id);
        json.WriteString("cloud", plan.Cloud.Id);
        json.WriteString("pbxVersion", plan.Policy.PbxVersion?.ToString());
        json.WriteString("digest", plan.Digest);
        WriteResources(json, plan.Resources);
        RuleJson.WriteRules(json, "rules", plan.Rules);
        WriteQuotas(json, plan.Quotas);
        json.WriteStartArray("diagnostics");
        foreach (var finding in plan.Findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", RuleJson.SeverityText(finding.Severity));
            json.WriteString("message", finding.Message);
            json.WriteString("fix", finding.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter json, ImmutableArray<PlannedResource> resources)
    {
        json.WriteStartArray("resources");
        foreach (var resource in resources)
        {
            json.WriteStartObject();
            json.WriteString("type", resource.Type);
            json.WriteString("name", resource.Name);
            json.WritePropertyName("properties");
            Properties.Write(json, resource.Properties);
            if (resource.ImportId is { } id) json.WriteString("import", id);
            if (!resource.IgnoreChanges.IsEmpty) RuleJson.WriteTexts(json, "ignoreChanges", resource.IgnoreChanges);
            RuleJson.WriteOrigins(json, "origins", resource.Origins);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteQuotas(Utf8JsonWriter json, ImmutableArray<Quota> quotas)
    {
        json.WriteStartArray("quota");
        foreach (var quota in quotas)
        {
            json.WriteStartObject();
            json.WriteString("name", quota.Name);
            json.WriteNumber("used", quota.Used);
            json.WriteNumber("limit", quota.Limit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
