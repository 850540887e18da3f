using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Reads where the groups of an instance are and what they lie on.</summary>
internal static class AwsPlacement
{
    /// <summary>The name of the setting that says in which region a group is.</summary>
    public const string Region = "region";

    private static readonly Dictionary<string, AttachmentForm> Attachments = new(StringComparer.Ordinal)
    {
        [AwsTypes.InterfaceAttachment] = new("securityGroupId", "networkInterfaceId", AwsConfigKeys.NetworkInterfaceIds, IsSubnet: false),
    };

    /// <summary>The types of the resources that are read.</summary>
    public static ImmutableArray<string> Types { get; } = [AwsTypes.SecurityGroup, AwsTypes.InterfaceAttachment];

    /// <summary>What resources record of an instance.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="resources">Resources, of which those of other instances are left out.</param>
    public static RecordedPlacement Read(string instance, IEnumerable<RecordedResource> resources) => RecordedPlacement.Read(
        resources,
        resource => resource.Type == AwsTypes.SecurityGroup && AwsNames.FindGroup(instance, resource.Name) is not null
            ? ReadGroup(resource)
            : null,
        Attachments);

    /// <summary>The region in <c>arn:aws:ec2:REGION:ACCOUNT:security-group/ID</c>, which older providers record alone.</summary>
    private static string? RegionOf(string? arn) => arn?.Split(':') is ["arn", _, _, { Length: > 0 } region, ..] ? region : null;

    private static PlacedGroup ReadGroup(RecordedResource resource)
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if ((resource.Find("region") ?? RegionOf(resource.Find("arn"))) is { } region) settings[Region] = region;

        // A group without a VPC in its plan is in the default one.
        if (resource.Find("vpcId") is { } network) settings["VPC"] = network;
        else if (resource.IsPlanned) settings["VPC"] = "";
        var id = resource.IsPlanned ? null : resource.Find(RecordedResource.Id);
        var isOwn = resource.Find("description") is null or AwsPlanner.GroupDescription;
        return new PlacedGroup(resource.Name, id, resource.ImportId ?? (isOwn ? null : id), settings.ToImmutable());
    }
}
