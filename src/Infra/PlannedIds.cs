using Pulumi;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>The ids that planned properties refer to: of resources registered before, and of groups that the program passes in.</summary>
internal sealed class PlannedIds
{
    private readonly Dictionary<string, CustomResource> _registered = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, Input<string>> _groups;

    private PlannedIds(IReadOnlyDictionary<string, Input<string>> groups) => _groups = groups;

    /// <summary>
    /// The ids for a plan; the check comes before the first registration, so that a missing group leaves nothing half registered.
    /// </summary>
    /// <exception cref="RunException">
    /// The policy names groups that the program does not pass in; the message names all of them.
    /// </exception>
    public static PlannedIds For(Plan plan, IReadOnlyDictionary<string, Input<string>> groups)
    {
        var missing = plan.Resources
            .SelectMany(resource => InputNames(resource.Properties))
            .Where(name => !groups.ContainsKey(name))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return missing.Count == 0
            ? new PlannedIds(groups)
            : throw ProgramMessage.Refuse(string.Join("\n", missing.Select(name =>
                $"A peer of '{plan.Name}' refers to the group '{name}', which is missing in 'Groups': add Groups = {{ [\"{name}\"] = ... "
                + "} with its id.")));
    }

    public void Add(string name, CustomResource resource) => _registered.Add(name, resource);

    /// <summary>The resources that have to be there before one of the plan's, beside those its properties refer to.</summary>
    /// <param name="planned">The resource.</param>
    public IEnumerable<Resource> DependenciesOf(PlannedResource planned) => planned.DependsOn.Select(name => _registered[name]);

    /// <summary>A value that may be a text or refer to something, or null when the property is absent.</summary>
    /// <exception cref="RunException">The policy names a group that the program does not pass in.</exception>
    public Input<string>? Resolve(PropertyValue? value) => value switch
    {
        null => null,
        PropertyText text => text.Value,
        PropertyReference reference => _registered[reference.Resource].Id,
        PropertyInput input => _groups[input.Name],
        _ => throw new InvalidOperationException($"'{value}' is neither a string nor a reference. This is a defect of the planner."),
    };

    public Input<string> Require(PropertyMap properties, string name) =>
        Resolve(properties[name])
            ?? throw new InvalidOperationException($"The plan lacks the property '{name}'. This is a defect of the planner.");

    public InputList<string> List(PropertyMap properties, string name) =>
        ((PropertyList)properties[name]!).Items.Select(item => Resolve(item)!).ToArray();

    private static IEnumerable<string> InputNames(PropertyValue value) => value switch
    {
        PropertyInput input => [input.Name],
        PropertyList list => list.Items.SelectMany(InputNames),
        PropertyMap map => map.SelectMany(entry => InputNames(entry.Value)),
        _ => [],
    };
}
