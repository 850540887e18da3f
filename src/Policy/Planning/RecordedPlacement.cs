using System.Collections.Immutable;

namespace Starface.Policy.Planning;

/// <summary>
/// Where the groups of an instance are and what its program puts them onto, as planned or as recorded. None of it is a flow, and a
/// change of it can end every call all the same.
/// </summary>
/// <param name="Groups">The groups.</param>
/// <param name="Attachments">The attachments that are resources of the program. What was attached by hand is not among them.</param>
internal sealed record RecordedPlacement(ImmutableArray<PlacedGroup> Groups, ImmutableArray<PlacedAttachment> Attachments)
{
    /// <summary>The project and stack in whose state the groups are, or null where that is not compared.</summary>
    public string? Home { get; init; }

    /// <summary>The stack whose export it was read from, or null.</summary>
    public string? ExportOf { get; init; }

    /// <summary>The attachments of groups that are there, by the cloud's ids.</summary>
    public IEnumerable<(string Group, string Target)> ById =>
        from attachment in Attachments
        join placed in Groups on attachment.Group equals placed.Name
        where placed.Id is not null
        select (placed.Id!, attachment.Target);

    /// <summary>Reads the placement from resources.</summary>
    /// <param name="resources">The resources, those of other instances among them.</param>
    /// <param name="groupOf">The group of a resource, or null where it is not a group of the instance.</param>
    /// <param name="attachments">The form of each type of attachment.</param>
    public static RecordedPlacement Read(
        IEnumerable<RecordedResource> resources,
        Func<RecordedResource, PlacedGroup?> groupOf,
        IReadOnlyDictionary<string, AttachmentForm> attachments)
    {
        var all = resources.ToList();
        if (all.Count == 0) return new RecordedPlacement([], []);
        var groups = ImmutableArray.CreateBuilder<PlacedGroup>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in all)
        {
            if (groupOf(resource) is not { } group) continue;
            groups.Add(group);
            if (resource.Find(RecordedResource.Id) is { } id) names[id] = group.Name;
        }

        return new RecordedPlacement(
            groups.ToImmutable(),
            [
                .. from resource in all
                   where attachments.ContainsKey(resource.Type)
                   let form = attachments[resource.Type]
                   let owner = resource.Find(form.Group)
                   let target = resource.Find(form.Target)
                   where owner is not null && target is not null && names.ContainsKey(owner)
                   orderby resource.Name
                   select new PlacedAttachment(resource.Name, names[owner], target, form.Key, form.IsSubnet),
            ])
        {
            ExportOf = all.Select(resource => resource.Stack).FirstOrDefault(stack => stack is not null),
        };
    }
}
