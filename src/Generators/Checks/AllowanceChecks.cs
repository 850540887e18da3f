using Microsoft.CodeAnalysis;
using Starface.Generators.Models;

namespace Starface.Generators.Checks;

/// <summary>Checks whether an allowance fits its service and stands once.</summary>
internal static class AllowanceChecks
{
    /// <summary>Adds the mistakes of an allowance.</summary>
    /// <param name="attribute">The allowance's attribute.</param>
    /// <param name="service">Its service.</param>
    /// <param name="group">Its peer group, or null.</param>
    /// <param name="opened">The allowances of the policy before it; takes this one.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static void Check(
        AttributeData attribute,
        ServiceModel service,
        PeerGroupModel? group,
        Dictionary<ISymbol, AttributeData> opened,
        ICollection<Mistake> mistakes)
    {
        // The attribute's type arguments are the service and the group.
        var opening = attribute.AttributeClass!;
        if (opened.TryGetValue(opening, out var first))
        {
            var whom = group is null ? "" : $" to '{group.Name.TrimStart('@')}'";
            mistakes.Add(new(Descriptors.RepeatedAllowance, attribute, Place.Attribute, service.Type.Name, whom) { Mend = SayTheSame(first, attribute) ? "" : null });
            return;
        }

        opened.Add(opening, attribute);
        // Requirements with mistakes are missing from the model, and what is missing cannot be asked for.
        if (service.Soundness != Soundness.Sound || service.Requirements.Count == 0) return;
        if (group is null && service.Requirements.FirstOrDefault(requirement => requirement.NeedsPeers) is { } open)
            mistakes.Add(new(Descriptors.PeerGroupMissing, attribute, Place.TypeArgument(0), service.Type.Name, DescriptionOf(open)));
        else if (group is not null && !service.Requirements.Any(requirement => requirement.NeedsPeers))
            mistakes.Add(new(Descriptors.PeerGroupWithoutUse, attribute, Place.TypeArgument(1), group.Name.TrimStart('@'), service.Type.Name));
    }

    private static string DescriptionOf(RequirementModel requirement) =>
        $"{requirement.Direction} {requirement.Protocol} {requirement.Ports}".ToLowerInvariant();

    /// <summary>Whether one of both can go without a loss.</summary>
    private static bool SayTheSame(AttributeData first, AttributeData second) =>
        first.NamedArguments.Length == second.NamedArguments.Length && first.NamedArguments.All(argument => second.NamedArguments.Contains(argument));
}
