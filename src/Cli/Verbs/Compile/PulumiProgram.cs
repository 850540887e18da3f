using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Compile;

/// <summary>
/// Plans as a program for Pulumi's YAML runtime: the project in Pulumi.yaml, resources and outputs in Main.json. The runtime reads
/// Main.json before any other file and starts no other process.
/// </summary>
/// <param name="isFirstStep">
/// Whether plans that have no room for old and new rules together go half of the way only; else all plans are written in full.
/// </param>
/// <param name="isInSteps">Whether another program goes the other half of the way.</param>
/// <param name="provider">The provider that is asked for where a cloud has several, or null for each cloud's first.</param>
internal sealed class PulumiProgram(bool isFirstStep = false, bool isInSteps = false, string? provider = null)
{
    /// <summary>The first line of every Pulumi.yaml that is written here; by it an earlier output is known.</summary>
    public const string Mark = "# Written by 'starface-policy compile'; the next run overwrites it.";

    /// <summary>The text of Pulumi.yaml.</summary>
    public const string Project = $"{Mark}\nname: {ConfigKeys.Namespace}\ndescription: Firewall policies of STARFACE telephone systems, "
        + "compiled from their declaration\nruntime: yaml\noptions:\n  refresh: always\n";

    private const string FunctionPrefix = "fn::";

    /// <summary>The variable that holds the names of stack and project.</summary>
    private const string RuntimeName = "pulumi";

    private static readonly ProgramExpressions Expressions = new();

    /// <summary>How many resources the program registers, once it is written.</summary>
    public int ResourceCount { get; private set; }

    /// <summary>The programs of the updates that lead to some plans one after the other.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="provider">The provider that is asked for, or null.</param>
    /// <returns>One, or two where there is no room for one.</returns>
    public static ImmutableArray<PulumiProgram> Steps(ImmutableArray<PlannedInstance> plans, string? provider) =>
        plans.All(planned => planned.Plan.FirstStep is null)
            ? [new PulumiProgram(isInSteps: true, provider: provider)]
            : [new PulumiProgram(isFirstStep: true, isInSteps: true, provider), new PulumiProgram(isInSteps: true, provider: provider)];

    /// <summary>Writes Main.json.</summary>
    /// <param name="output">Receives the text, which is of no use after an exception.</param>
    /// <param name="plans">The plans; each is asked for when those before it are written.</param>
    /// <param name="problems">What is wrong with the plans, once all were asked for.</param>
    /// <exception cref="UsageException">There are problems, a plan cannot be applied, or two instances have the same name.</exception>
    public void Write(OutputGate output, IEnumerable<PlannedInstance> plans, IReadOnlyList<Problem> problems)
    {
        ResourceCount = 0;
        var stacks = new Dictionary<string, string>(StringComparer.Ordinal);
        var outputs = new PropertyMap();
        var found = new List<Problem>();
        var collisions = new PlanCollisions();
        output.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", ConfigKeys.Namespace);
            json.WriteStartObject("resources");
            foreach (var planned in plans)
            {
                var plan = planned.Plan;
                found.AddRange(FindProblems(plan));
                if (stacks.TryAdd(plan.Name, planned.Stack))
                {
                    collisions.Add(plan);
                    Write(json, plan, outputs);
                }
                else
                {
                    found.Add(DoubleName(plan.Name, stacks[plan.Name], planned.Stack));
                }
            }

            // Those within a stack are among the problems of planning it.
            found.AddRange(collisions.Problems.Where(collision => stacks[collision.First] != stacks[collision.Second]).Select(
                collision => collision.Problem with
                {
                    Place = new Place { Key = collision.First },
                    Fix = "compile each stack into its own folder",
                }));

            if (problems.Concat(found).ToImmutableArray() is { IsEmpty: false } all) throw new UsageException(all);
            json.WriteEndObject();
            json.WritePropertyName("outputs");
            Expressions.Write(json, outputs);
            json.WriteEndObject();
        });
    }

    private void Write(Utf8JsonWriter json, Plan plan, PropertyMap outputs)
    {
        var first = isFirstStep ? plan.FirstStep : null;
        var resources = first?.Resources ?? plan.Resources;
        ResourceCount += resources.Length;
        var other = OtherProvider(plan);
        foreach (var resource in resources)
        {
            // To the engine the resources of two providers are different ones, whatever they are called.
            if (other is null) Write(json, resource, plan.Cloud.Provider.Version, ProgramIdentity.ParentsFor(plan.Cloud));
            else if (other.Convert(resource) is { } converted) Write(json, converted, other.Version, []);
        }

        AddOutputs(outputs, plan, isPartial: first is not null);
    }

    private static void Write(Utf8JsonWriter json, PlannedResource resource, string version, ImmutableArray<string> parentsElsewhere)
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
        if (!parentsElsewhere.IsEmpty)
        {
            json.WriteTexts("aliases", parentsElsewhere.Where(parents => parents.Length > 0).Select(parents => ProgramIdentity.Urn(
                "${pulumi.stack}",
                "${pulumi.project}",
                ProgramExpressions.Escape(parents),
                resource.Type,
                ProgramExpressions.Escape(resource.Name))));
        }

        json.WriteString("version", version);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// The outputs have the names that the C# program gives them. What must never be cut is not among them: an expression cannot tell
    /// flows from the rules that the engine returned, and what is only planned must not be taken for what is permitted.
    /// </summary>
    private static void AddOutputs(PropertyMap outputs, Plan plan, bool isPartial)
    {
        // The type of the first resource is the group's: groups come first in every plan, since the rules refer to them.
        var groups = plan.Resources
            .Where(resource => resource.Type == plan.Resources[0].Type)
            .Select(group => new PropertyReference(group.Name, "id"))
            .ToList();
        outputs.Add($"{plan.Name}-groupId", groups[0]);
        if (!plan.Cloud.HasInlineRules) outputs.Add($"{plan.Name}-groupIds", new PropertyList([.. groups]));

        // What a first step permits is not the plan's yet, so that the outputs do not say it.
        if (isPartial) return;
        outputs.Add($"{plan.Name}-digest", WrittenDigest(plan));
    }

    /// <summary>The digest as the cloud has it, which the engine knows when all rules are there.</summary>
    private static PropertyReference WrittenDigest(Plan plan) =>
        plan.Resources.FirstOrDefault(resource => resource.Properties.Text("key") == PlanTags.Digest) is { } tag
            ? new PropertyReference(tag.Name, "value")
            : new PropertyReference(plan.Resources[0].Name, $"tags[\"{PlanTags.Digest}\"]");

    private ProviderForm? OtherProvider(Plan plan) =>
        plan.Cloud.OtherProvider is { } other && other.Package == provider ? other : null;

    private static Problem DoubleName(string instance, string first, string second) => Problem.Error(
        ProblemIds.Duplicate,
        $"stack '{first}' and stack '{second}' both have an instance '{instance}'",
        "compile each into its own folder");

    private IEnumerable<Problem> FindProblems(Plan plan)
    {
        var place = new Place { Key = plan.Name };
        foreach (var finding in plan.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            if (!isInSteps || finding.Id is not (ProblemIds.NoRoomForBoth or ProblemIds.GroupNotAttached))
                yield return finding with { Place = place };
        }

        if (OtherProvider(plan) is { } other && plan.Resources.FirstOrDefault(resource => other.Convert(resource) is null) is { } lacking)
        {
            yield return Problem.Error(
                ProblemIds.NotExpressible,
                $"The provider '{other.Package}' has no resource for '{lacking.Name}', which is a {lacking.Type.Split(':')[^1]}",
                "put the group onto it in the program that makes it, and remove the key here") with
            { Place = place };
        }

        if (plan.Resources.Any(resource => resource.Name == RuntimeName))
        {
            yield return Problem.Invalid(
                $"The name '{RuntimeName}' belongs to Pulumi's YAML runtime", "give the instance another name") with
            { Place = place };
        }

        foreach (var (tag, value) in plan.Resources
            .SelectMany(resource => resource.Properties.Map("tags"))
            .DistinctBy(tag => tag.Key, StringComparer.Ordinal))
        {
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
}
