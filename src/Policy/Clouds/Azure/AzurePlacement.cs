using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Azure;

/// <summary>Reads where the group of an instance is and what it lies on.</summary>
internal static class AzurePlacement
{
    private const string Group = "networkSecurityGroupId";

    private static readonly Dictionary<string, AttachmentForm> Attachments = new(StringComparer.Ordinal)
    {
        [AzureTypes.InterfaceAssociation] = new(Group, "networkInterfaceId", AzureConfigKeys.NetworkInterfaceIds, IsSubnet: false),
        [AzureTypes.SubnetAssociation] = new(Group, "subnetId", AzureConfigKeys.SubnetIds, IsSubnet: true),
    };

    /// <summary>The types of the resources that are read.</summary>
    public static ImmutableArray<string> Types { get; } =
        [AzureTypes.NetworkSecurityGroup, AzureTypes.InterfaceAssociation, AzureTypes.SubnetAssociation];

    /// <summary>What resources record of an instance.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="resources">Resources, of which those of other instances are left out.</param>
    public static RecordedPlacement Read(string instance, IEnumerable<RecordedResource> resources) => RecordedPlacement.Read(
        resources,
        resource => resource.Type == AzureTypes.NetworkSecurityGroup && resource.Name == instance ? ReadGroup(resource) : null,
        Attachments);

    private static PlacedGroup ReadGroup(RecordedResource resource)
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        // The provider makes the group again where a letter of this has another case.
        if (resource.Find("resourceGroupName") is { } group) settings["resource group"] = group;

        // 'West Europe' and 'westeurope' are the same; a group without a location is where its resource group is.
        if (resource.Find("location") is { } location)
            settings["location"] = location.Replace(" ", "").ToLowerInvariant();
        else if (resource.IsPlanned)
            settings["location"] = "";
        return new PlacedGroup(
            resource.Name, resource.IsPlanned ? null : resource.Find(RecordedResource.Id), resource.ImportId, settings.ToImmutable());
    }
}
