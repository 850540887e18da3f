using System.Collections.Immutable;
using Starface.Cli.Rendering;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;

namespace Starface.Cli.Compiling;

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

    /// <summary>The program of some plans.</summary>
    /// <param name="plans">The plans.</param>
    /// <exception cref="MistakeException">A plan cannot be applied, or two instances have the same name.</exception>
    public static PulumiProgram Of(ImmutableArray<PlannedInstance> plans)
    {
        var mistakes = Mistakes(plans).ToList();
        if (mistakes.Count > 0) throw new MistakeException(mistakes);

        var project = $"{Mark}\nname: {ConfigKeys.Namespace}\ndescription: Firewall policies of STARFACE telephone systems, compiled from their declaration\nruntime: yaml\n";
        var resources = plans.SelectMany(planned => planned.Plan.Resources).ToImmutableArray();
        return new PulumiProgram(project, ProgramText(plans, resources), resources.Length);
    }

    /// <summary>A text as the runtime has to read it: a lone dollar sign would stay one, but a pair or a brace behind it would not.</summary>
    /// <param name="text">The text.</param>
    internal static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static string ProgramText(ImmutableArray<PlannedInstance> plans, ImmutableArray<PlannedResource> resources) =>
        JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", ConfigKeys.Namespace);
            json.WriteStartObject("resources");
            foreach (var resource in resources)
            {
                json.WriteStartObject(Escape(resource.Name));
                json.WriteString("type", resource.Type);
                json.WritePropertyName("properties");
                PropertyJson.Write(json, resource.Properties, Escape);
                json.WriteStartObject("options");
                json.WriteString("version", ProviderVersions.Of(resource.Type));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("outputs");
            json.WriteStartObject("groupIds");
            foreach (var planned in plans) json.WriteString(planned.Plan.Name, $"${{{GroupOf(planned.Plan).Name}.id}}");
            json.WriteEndObject();
            json.WriteStartObject("digests");
            foreach (var planned in plans) json.WriteString(planned.Plan.Name, planned.Plan.Digest);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });

    /// <summary>The group comes first in every plan: the rules refer to it.</summary>
    private static PlannedResource GroupOf(Plan plan) => plan.Resources[0];

    private static IEnumerable<string> Mistakes(ImmutableArray<PlannedInstance> plans)
    {
        foreach (var planned in plans)
        {
            foreach (var finding in planned.Plan.Findings.Where(finding => finding.Severity == Severity.Error))
                yield return $"{planned.Plan.Name}: {finding.Id}: {finding.Message}";
            foreach (var tag in planned.Plan.Resources.SelectMany(resource => resource.Properties.Map("tags")).Select(tag => tag.Key).Distinct(StringComparer.Ordinal))
            {
                if (tag.StartsWith(FunctionPrefix, StringComparison.OrdinalIgnoreCase))
                    yield return $"{planned.Plan.Name}: the tag '{tag}' begins with '{FunctionPrefix}', which Pulumi's YAML runtime takes for a function: choose another key.";
            }
        }

        foreach (var name in plans.GroupBy(planned => planned.Plan.Name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
            yield return $"{string.Join(" and ", name.Select(planned => $"stack '{planned.Stack}'"))} both have an instance '{name.Key}': compile them into folders of their own.";
    }
}
