using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Policy.Clouds;

namespace Starface.Drift.Azure;

/// <summary>Ids of Azure Resource Manager, whose letter case does not matter, and references to them.</summary>
internal static class AzureIds
{
    private const string Interfaces = "/networkInterfaces/";

    /// <summary>
    /// The members of a reference. Azure may expand it to more of the resource, and old versions of <c>az</c> print all the members that it
    /// could have, with null.
    /// </summary>
    private static readonly KnownMembers ReferenceMembers =
        new("id", "resourceGroup", "name", "type", "location", "etag", "tags", "properties");

    /// <summary>The id of a reference.</summary>
    /// <exception cref="LiveFormatException">It has none, or has a member that may restrict what it refers to.</exception>
    public static string Read(JsonCursor reference)
    {
        foreach (var (name, value) in reference.Members())
        {
            if (value.Element.ValueKind != JsonValueKind.Null && !ReferenceMembers.Has(name))
                throw reference.Error(KnownMembers.DescribeUnknown(name));
        }

        return reference.NeedText("id");
    }

    /// <summary>The ids of a list of references; none where it is absent.</summary>
    public static ImmutableArray<string> ReadAll(JsonCursor fields, string list) => [.. fields.List(list).Select(Read)];

    /// <summary>The name of a resource.</summary>
    public static string NameOf(string id) => id[(id.LastIndexOf('/') + 1)..];

    /// <summary>The id of the virtual network of a subnet, or null where the id is not a subnet's.</summary>
    public static string? NetworkOf(string? subnetId) => CutBefore(subnetId, "/subnets/");

    /// <summary>
    /// The id of the interface of an IP configuration, or null where the configuration is that of a load balancer, gateway or firewall.
    /// </summary>
    public static string? InterfaceOf(string configurationId) => configurationId.Contains(Interfaces, StringComparison.OrdinalIgnoreCase)
        ? CutBefore(configurationId, "/ipConfigurations/")
        : null;

    /// <summary>The id of the scale set of a machine's interface, or null where it is not one of a scale set.</summary>
    public static string? ScaleSetOf(string interfaceId) =>
        interfaceId.Contains("/virtualMachineScaleSets/", StringComparison.OrdinalIgnoreCase)
        && interfaceId.Contains(Interfaces, StringComparison.OrdinalIgnoreCase)
            ? CutBefore(interfaceId, "/virtualMachines/")
            : null;

    /// <summary>Whether two ids are the same.</summary>
    public static bool AreEqual(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a person who writes a text means a group: its id, or its name, which does for an id.</summary>
    public static bool IsMeant(LiveGroup group, string text) => AreEqual(group.Id, text) || AreEqual(group.Name, text);

    /// <summary>The part of an id before a segment, or null where the id does not have it.</summary>
    public static string? CutBefore(string? id, string segment) =>
        id?.IndexOf(segment, StringComparison.OrdinalIgnoreCase) is { } end and > 0 ? id[..end] : null;
}
