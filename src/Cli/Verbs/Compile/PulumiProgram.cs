using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Compile;

/// <summary>
/// A plan as a program for Pulumi's YAML runtime: the project in Pulumi.yaml, resources and outputs in Main.json. The runtime reads
/// Main.json before any other file and starts no other process.
/// </summary>
/// <param name="Project">The text of Pulumi.yaml.</param>
/// <param name="Program">The text of Main.json.</param>
/// <param name="ResourceCount">How many resources the program registers.</param>
internal sealed record PulumiProgram(string Project, string Program, int ResourceCount)
{
    /// <summary>The first line of every Pulumi.yaml that is written here; by it an earlier output is known.</summary>
    public const string Mark = "# Written by 'starface-policy compile'; the next run overwrites it.";

    private const string FunctionPrefix = "fn::";
    private static readonly ProgramExpressions Expressions = new();

    /// <summary>The program of some plans.</summary>
    /// <param name="plans">The plans.</param>
    /// <exception cref="UsageException">A plan cannot be applied, or two instances have the same name.</exception>
    public static PulumiProgram From(ImmutableArray<PlannedInstance> plans)
    {
        ImmutableArray<Problem> problems = [.. FindProblems(plans)];
        return problems.IsEmpty ? From(plans, isFirstStep: false) : throw new UsageException(problems);
    }

    /// <summary>
    /// The programs of the updates that lead to some plans one after the other: one, or two where there is no room for one.
    /// </summary>
    /// <param name="plans">The plans.</param>
    /// <exception cref="UsageException">A plan cannot be applied in any number of steps.</exception>
    public static ImmutableArray<PulumiProgram> Steps(ImmutableArray<PlannedInstance> plans)
    {
        ImmutableArray<Problem> problems =
            [.. FindProblems(plans).Where(problem => problem.Id is not (ProblemIds.NoRoomForBoth or ProblemIds.GroupNotAttached))];
        if (!problems.IsEmpty) throw new UsageException(problems);
        return plans.All(planned => planned.Plan.FirstStep is null)
            ? [From(plans, isFirstStep: false)]
            : [From(plans, isFirstStep: true), From(plans, isFirstStep: false)];
    }

    private static PulumiProgram From(ImmutableArray<PlannedInstance> plans, bool isFirstStep)
    {
        var project = $"{Mark}\nname: {ConfigKeys.Namespace}\ndescription: Firewall policies of STARFACE telephone systems, compiled from "
            + "their declaration\nruntime: yaml\noptions:\n  refresh: always\n";
        return new PulumiProgram(
            project, ProgramText(plans, isFirstStep), plans.Sum(planned => ResourcesOf(planned.Plan, isFirstStep).Length));
    }

    private static ImmutableArray<PlannedResource> ResourcesOf(Plan plan, bool isFirstStep) =>
        isFirstStep && plan.FirstStep is { } first ? first.Resources : plan.Resources;

    private static string ProgramText(ImmutableArray<PlannedInstance> plans, bool isFirstStep) =>
        JsonText.From(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", ConfigKeys.Namespace);
            json.WriteStartObject("resources");
            foreach (var plan in plans.Select(planned => planned.Plan))
            {
                foreach (var resource in ResourcesOf(plan, isFirstStep)) Write(json, resource, plan.Cloud.Provider.Version);
            }

            json.WriteEndObject();
            json.WriteStartObject("outputs");
            foreach (var planned in plans) WriteOutputs(json, planned.Plan, isFirstStep && planned.Plan.FirstStep is not null);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, PlannedResource resource, string providerVersion)
    {
        json.WriteStartObject(ProgramExpressions.Escape(resource.Name));
        json.WriteString("type", resource.Type);
        json.WritePropertyName("properties");
        Expressions.Write(json, resource.Properties);
        json.WriteStartObject("options");
        if (!resource.DependsOn.IsEmpty)
        {
            json.WriteStartArray("dependsOn");
            foreach (var name in resource.DependsOn) json.WriteStringValue(ProgramExpressions.ResourceText(name));
            json.WriteEndArray();
        }

        if (!resource.IgnoreChanges.IsEmpty) json.WriteTexts("ignoreChanges", resource.IgnoreChanges);
        if (resource.Protect) json.WriteBoolean("protect", true);
        if (resource.ImportId is { } id) json.WriteString("import", ProgramExpressions.Escape(id));
        json.WriteString("version", providerVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The outputs have the names that the C# program gives them.</summary>
    private static void WriteOutputs(Utf8JsonWriter json, Plan plan, bool isPartial)
    {
        // The type of the first resource is the group's: groups come first in every plan, since the rules refer to them.
        var groups = plan.Resources
            .Where(resource => resource.Type == plan.Resources[0].Type)
            .Select(group => new PropertyReference(group.Name, "id"))
            .ToList();
        json.WritePropertyName($"{plan.Name}-groupId");
        Expressions.Write(json, groups[0]);
        if (!plan.Cloud.HasInlineRules)
        {
            json.WritePropertyName($"{plan.Name}-groupIds");
            Expressions.Write(json, new PropertyList([.. groups]));
        }

        // What a first step permits is not the plan's yet, so that the outputs do not say it.
        if (isPartial) return;
        json.WritePropertyName($"{plan.Name}-digest");
        Expressions.Write(json, WrittenDigest(plan));
        if (NeverCutOutput.From(plan) is not { IsEmpty: false } marked) return;
        json.WriteStartObject(NeverCutOutput.NameFor(plan.Name));
        foreach (var (service, flows) in marked) json.WriteTexts(service, flows.Select(ProgramExpressions.Escape));
        json.WriteEndObject();
    }

    /// <summary>The digest as the cloud has it, which the engine knows when all rules are there.</summary>
    private static PropertyReference WrittenDigest(Plan plan) =>
        plan.Resources.FirstOrDefault(resource => resource.Properties.Text("key") == PlanTags.Digest) is { } tag
            ? new PropertyReference(tag.Name, "value")
            : new PropertyReference(plan.Resources[0].Name, $"tags[\"{PlanTags.Digest}\"]");

    private static IEnumerable<Problem> FindProblems(ImmutableArray<PlannedInstance> plans)
    {
        foreach (var planned in plans)
        {
            foreach (var finding in planned.Plan.Findings.Where(finding => finding.Severity == Severity.Error))
                yield return finding with { Place = new Place { Key = planned.Plan.Name } };
            foreach (var (tag, value) in planned.Plan.Resources
                .SelectMany(resource => resource.Properties.Map("tags"))
                .DistinctBy(tag => tag.Key, StringComparer.Ordinal))
            {
                var place = new Place { Key = planned.Plan.Name };
                if (tag.StartsWith(FunctionPrefix, StringComparison.OrdinalIgnoreCase))
                {
                    yield return Problem.Invalid(
                        $"The tag '{tag}' begins with '{FunctionPrefix}', which Pulumi's YAML runtime reads as a function",
                        "choose another key") with
                    { Place = place };
                }

                // A visible one is written as it is. These would be invisible in the file, and the runtime does not know their escapes.
                if ((tag + (value as PropertyText)?.Value).EnumerateRunes().Any(rune => !rune.IsBmp && SafeText.IsInvisible(rune)))
                {
                    yield return Problem.Invalid(
                        $"The tag '{tag}' has an invisible character above U+FFFF, which Pulumi's YAML runtime cannot read",
                        "remove it") with
                    { Place = place };
                }
            }
        }

        foreach (var name in plans.GroupBy(planned => planned.Plan.Name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            var stacks = string.Join(" and ", name.Select(planned => $"stack '{planned.Stack}'"));
            yield return Problem.Error(
                ProblemIds.Duplicate, $"{stacks} both have an instance '{name.Key}'", "compile each into its own folder");
        }
    }
}
