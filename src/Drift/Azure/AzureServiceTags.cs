using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy.Flows.Sets;

namespace Starface.Drift.Azure;

/// <summary>
/// Reads the addresses of service tags: the file <c>ServiceTags_Public_….json</c> that Microsoft publishes each week, and what <c>az
/// network list-service-tags</c> prints.
/// </summary>
internal static class AzureServiceTags
{
    private static readonly KnownMembers DocumentMembers = new("changeNumber", "cloud", "values", "name", "id", "type", "nextLink");
    private static readonly KnownMembers TagMembers = new("name", "id", "properties", "serviceTagChangeNumber");

    private static readonly KnownMembers Fields = new(
        "changeNumber", "region", "regionId", "platform", "state", "systemService", "addressPrefixes", "networkFeatures");

    /// <summary>The tags whose members depend on the virtual network or the host, so that no file can list them.</summary>
    private static readonly ImmutableArray<string> Fixed = ["Internet", "VirtualNetwork", "AzureLoadBalancer", "Any"];

    /// <summary>Whether a document is one of these.</summary>
    public static bool CanRead(JsonCursor root) => root.Find("values") is not null && root.Find("cloud") is not null;

    /// <summary>The addresses of each tag, by its name in any letter case.</summary>
    /// <exception cref="LiveFormatException">It cannot be understood, or lacks tags.</exception>
    public static ImmutableSortedDictionary<string, PrefixSet> Read(JsonCursor root)
    {
        root.RejectUnknown(DocumentMembers);
        if (root.NeedText("cloud") is var cloud && !cloud.Equals("Public", StringComparison.OrdinalIgnoreCase))
        {
            throw root.Get("cloud").Error(
                $"is '{cloud}': the service tags are of another Azure cloud, where they have other addresses",
                "give ServiceTags_Public_….json, the file of Azure's public cloud");
        }

        if (root.Text("nextLink") is { Length: > 0 })
            throw root.IncompleteError("ends with a nextLink: further tags are missing", "export all of them");
        var tags = ImmutableSortedDictionary.CreateBuilder<string, PrefixSet>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in root.Get("values").Items())
        {
            tag.RejectUnknown(TagMembers);
            var fields = tag.Get("properties");
            fields.RejectUnknown(Fields);
            var name = tag.NeedText("name");
            if (Fixed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw tag.Error(
                    $"lists addresses for '{name}', whose members depend on the virtual network and are not published",
                    "give the file as Microsoft publishes it");
            }

            var addresses = PrefixSet.From(
                fields.Get("addressPrefixes").Items().Select(prefix => AzureNetworkReader.ReadPrefix(prefix, prefix.AsText())));
            if (!tags.TryAdd(name, addresses)) throw tag.Error($"is the tag '{name}' again");
        }

        return tags.Count > 0 ? tags.ToImmutable() : throw root.IncompleteError("has no service tags");
    }
}
