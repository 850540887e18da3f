using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Expectations;

namespace Starface.Cli.Verbs.Preview;

/// <summary>The JSON of <c>preview</c>.</summary>
internal static class PreviewJson
{
    /// <summary>The member with the position of an instance in its fleet, in reports about a part of it.</summary>
    public const string Position = "position";

    private static readonly PropertyJson Properties = new();

    /// <summary>Writes the plans.</summary>
    /// <param name="plans">The plans; each is asked for when those before it are written.</param>
    /// <param name="problems">
    /// What is wrong with the instances that are missing among them, and why others may not be the program's, once all were asked for.
    /// </param>
    /// <param name="cuts">What the plans cut although it must never be cut; null when they were compared with nothing.</param>
    /// <param name="part">The part of the fleet that they are, or null.</param>
    /// <param name="output">Receives the text.</param>
    public static void Write(
        IEnumerable<PlannedInstance> plans,
        IEnumerable<Problem> problems,
        ImmutableArray<ForbiddenCut>? cuts,
        ReportPart? part,
        OutputGate output) =>
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteObjects("stacks", plans, planned => WriteMembers(json, planned));
            json.WriteProblems("problems", problems);
            if (cuts is { } compared)
            {
                json.WriteObjects("neverCut", compared.Where(cut => cut.Lost is not null), cut =>
                {
                    json.WriteString("instance", cut.Instance);
                    json.WriteString("service", cut.Lost!.Service);
                    json.WriteFlows("flows", cut.Lost.Flows);
                });
                json.WriteObjects("placement", compared.Where(cut => cut.Lost is null), cut =>
                {
                    json.WriteString("instance", cut.Instance);
                    json.WriteProblemMembers(cut.Problem);
                    json.WriteOptional("accept", cut.Accepted);
                });
            }

            part?.Write(json);
            json.WriteEndObject();
        });

    private static void WriteMembers(Utf8JsonWriter json, PlannedInstance planned)
    {
        var plan = planned.Plan;
        if (planned.Position is { } position) json.WriteNumber(Position, position);
        json.WriteString("stack", planned.Stack);
        json.WriteString("instance", plan.Name);
        json.WriteString("policy", plan.Policy.Definition.Id);
        json.WriteString("cloud", plan.Cloud.Id);
        json.WriteOptional("region", plan.Region);
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
        json.WriteExposure(plan.SensitiveServices, plan.Flows);
        json.WriteObjects("tests", plan.Tests, result =>
        {
            json.WriteString("expectation", FlowTest.Describe(result.Test.Expectation));
            json.WriteString("flows", result.Test.Flows.Words);
            json.WriteString("result", Describe(result.Outcome));
        });
        json.WriteObjects("scenarios", plan.Run([]), result => ToldScenario.From(result).Write(json));
        json.WriteProblems("problems", plan.Findings);
    }

    private static string Describe(FlowTestOutcome outcome) => outcome switch
    {
        FlowTestOutcome.Holds => "holds",
        FlowTestOutcome.Fails => "fails",
        _ => "undecided",
    };
}
