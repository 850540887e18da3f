using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// Planned resources as those of Pulumi's Azure Native provider. It has no resource that puts a group onto a subnet or an interface: the
/// group is a property of what it lies on, which another program makes.
/// </summary>
internal static class AzureNative
{
    private const string GroupIds = "ApplicationSecurityGroupIds";

    /// <summary>The provider.</summary>
    public static ProviderForm Provider { get; } = new("azure-native", "3.28.0", Convert);

    private static PlannedResource? Convert(PlannedResource resource) => resource.Type == AzureTypes.NetworkSecurityGroup
        ? new PlannedResource(
            "azure-native:network:NetworkSecurityGroup", resource.Name, ConvertGroup(resource.Properties), resource.Origins)
        {
            Protect = resource.Protect,
            DependsOn = resource.DependsOn,
            IgnoreChanges = resource.IgnoreChanges,
        }
        : null;

    private static PropertyMap ConvertGroup(PropertyMap group)
    {
        var converted = new PropertyMap(group.Count);
        foreach (var entry in group)
        {
            converted.Add(
                entry.Key,
                entry.Key == "securityRules" ? ConvertEach(entry.Value, rule => ConvertRule((PropertyMap)rule)) : entry.Value);
        }

        return converted;
    }

    /// <summary>Rules have the same names and values, but application security groups are objects with an id.</summary>
    private static PropertyMap ConvertRule(PropertyMap rule)
    {
        var converted = new PropertyMap(rule.Count);
        foreach (var entry in rule)
        {
            if (entry.Key.EndsWith(GroupIds, StringComparison.Ordinal))
            {
                converted.Add(
                    entry.Key.Substring(0, entry.Key.Length - "Ids".Length) + "s",
                    ConvertEach(entry.Value, id => new PropertyMap { { "id", id } }));
            }
            else
            {
                converted.Add(entry.Key, entry.Value);
            }
        }

        return converted;
    }

    private static PropertyList ConvertEach(PropertyValue list, Func<PropertyValue, PropertyMap> convert) =>
        new([.. ((PropertyList)list).Items.Select(convert)]);
}
