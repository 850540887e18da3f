using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Azure;

/// <summary>What a network security group is put onto: subnets and network interfaces.</summary>
internal static class AzureAssociations
{
    /// <summary>The input under which a Pulumi program hands over the id of a subnet. No peer's input has a colon in its name.</summary>
    /// <param name="name">The association's name.</param>
    public static string SubnetInput(string name) => "subnet:" + name;

    /// <summary>The associations of an instance's group.</summary>
    internal static IEnumerable<PlannedResource> For(PlanRequest request) =>
    [
        .. For(
            request,
            request.NetworkInterfaceIds,
            AzureTypes.InterfaceAssociation,
            "interface",
            "networkInterfaceId",
            InterfaceInput.For),
        .. For(request, request.SubnetIds, AzureTypes.SubnetAssociation, "subnet", "subnetId", SubnetInput),
    ];

    private static IEnumerable<PlannedResource> For(
        PlanRequest request,
        ImmutableSortedDictionary<string, string?> ids,
        string type,
        string slug,
        string property,
        Func<string, string> inputOf)
    {
        foreach (var entry in ids)
        {
            yield return new PlannedResource(
                type,
                $"{request.Name}-{slug}-{entry.Key}",
                new PropertyMap
                {
                    { property, entry.Value is { } id ? id : new PropertyInput(inputOf(entry.Key)) },
                    { "networkSecurityGroupId", new PropertyReference(request.Name, "id") },
                },
                []);
        }
    }
}
