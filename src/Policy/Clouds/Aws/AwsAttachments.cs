using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Puts every group of an instance onto its network interfaces, once the group has its rules. The program that makes the machine must leave
/// the groups of its interface alone.
/// </summary>
internal static class AwsAttachments
{
    /// <summary>The attachments of an instance's groups.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="allocation">The groups with their rules.</param>
    /// <param name="order">The order of the prefix lists, which may depend on attachments.</param>
    public static ImmutableArray<PlannedResource> For(PlanRequest request, AwsGroupAllocation allocation, AwsListOrder order)
    {
        if (request.NetworkInterfaceIds.IsEmpty) return [];
        var rulesOf = allocation.Places
            .Where(place => !order.Waits(place.Draft.Remote.List))
            .ToLookup(place => place.Group, place => $"{request.Name}-{place.Name}");
        return
        [
            .. from target in request.NetworkInterfaceIds
               from @group in allocation.Groups
               select new PlannedResource(
                   AwsTypes.InterfaceAttachment,
                   NameOf(request, @group, target.Key),
                   new PropertyMap
                   {
                       { "networkInterfaceId", target.Value is { } id ? id : new PropertyInput(InterfaceInput.For(target.Key)) },
                       { "securityGroupId", AwsPlanner.IdOf(request, @group) },
                       { "region", request.Region },
                   },
                   [])
               {
                   DependsOn = [.. rulesOf[@group].OrderBy(rule => rule, StringComparer.Ordinal)],
               },
        ];
    }

    /// <summary>The logical names of the attachments.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="groups">The numbers of the groups.</param>
    public static IEnumerable<string> NamesOf(PlanRequest request, ImmutableArray<int> groups) =>
        from target in request.NetworkInterfaceIds.Keys
        from @group in groups
        select NameOf(request, @group, target);

    /// <summary>The logical name of an attachment.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="group">The group's number.</param>
    /// <param name="target">The interface's name in the configuration.</param>
    public static string NameOf(PlanRequest request, int group, string target) =>
        $"{AwsNames.Group(request.Name, group)}-interface-{target}";
}
