using Pulumi;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>The ids that planned properties refer to: of resources registered before, and of groups the program hands over.</summary>
internal sealed class PlannedIds(IReadOnlyDictionary<string, Input<string>> groups)
{
    private readonly Dictionary<string, Output<string>> _registered = new(StringComparer.Ordinal);

    public void Add(string name, CustomResource resource) => _registered.Add(name, resource.Id);

    /// <summary>A value that may be a text or refer to something, or null when the property is absent.</summary>
    /// <exception cref="RunException">The policy names a group that the program does not hand over.</exception>
    public Input<string>? Resolve(PropertyValue? value) => value switch
    {
        null => null,
        PropertyText text => text.Value,
        PropertyReference reference => _registered[reference.Resource],
        PropertyInput input when groups.TryGetValue(input.Name, out var id) => id,
        PropertyInput input => throw new RunException($"A peer refers to the group '{input.Name}', which 'Groups' does not name: add Groups = {{ [\"{input.Name}\"] = ... }} with its id."),
        _ => throw new InvalidOperationException($"'{value}' is no text and refers to nothing. This is a defect of the planner."),
    };

    public Input<string> Require(PropertyMap properties, string name) =>
        Resolve(properties[name]) ?? throw new InvalidOperationException($"The plan lacks the property '{name}'. This is a defect of the planner.");

    public InputList<string> List(PropertyMap properties, string name) =>
        ((PropertyList)properties[name]!).Items.Select(item => Resolve(item)!).ToArray();
}
