using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Output;

namespace Starface.Drift.Azure;

/// <summary>
/// Recognises what other commands and tools print of network security groups. It does not tell all that is needed, or tells how a group was
/// and not how it is.
/// </summary>
internal static class AzureForeignForms
{
    private const string GroupSegment = "/networkSecurityGroups/";

    /// <summary>Members that only the objects of Azure PowerShell have.</summary>
    private static readonly string[] PowerShellMembers = ["ResourceGroupName", "Tag", "TagsTable", "SecurityRulesText"];

    /// <summary>Rejects a document in one of these forms, with the command that prints what is read.</summary>
    /// <exception cref="LiveFormatException">It is one.</exception>
    public static void Reject(JsonCursor root)
    {
        if (Describe(root) is not var (form, group)) return;
        MediumText<Shell> command = $"az network nsg list";
        if (FindGroup(group) is { } id) command = $"az network nsg show --ids {id}";
        throw root.Error($"is {form}", $"give the output of '{command}'");
    }

    /// <summary>Whether an item of a list is in one of these forms.</summary>
    public static bool IsItem(JsonCursor item) => item.Element.ValueKind == JsonValueKind.Object && DescribeItem(item) is not null;

    /// <summary>What a document is, and the id of the group it is about, where it tells; null when it has another form.</summary>
    private static (string Form, string? Id)? Describe(JsonCursor root) => root.Element.ValueKind switch
    {
        JsonValueKind.Array when root.Items().FirstOrDefault() is { Element.ValueKind: JsonValueKind.Object } first => DescribeItem(first),
        JsonValueKind.Object => DescribeDocument(root) ?? DescribeItem(root),
        _ => null,
    };

    private static (string, string?)? DescribeDocument(JsonCursor root)
    {
        if (root.Find("NewNSG") is { Element.ValueKind: JsonValueKind.Object } created)
            return ("what 'az network nsg create' prints: the group as it was then", created.Text("id"));
        if (FirstOf(root, "value") is { } page && page.Find("effectiveSecurityRules") is not null)
        {
            var group = page.Find("networkSecurityGroup") is { Element.ValueKind: JsonValueKind.Object } place ? place.Text("id") : null;
            return ("what 'az network nic list-effective-nsg' prints: the rules of an interface without the groups' tags", group);
        }

        if (root.Find("$schema") is { Element.ValueKind: JsonValueKind.String } && root.Find("resources") is not null)
            return ("a template of Azure Resource Manager: what was asked for, and not what there is", null);
        if (root.Find("resourceId") is not null && root.Find("apiVersion") is not null && root.Find("properties") is not null)
            return ("what the function 'reference' of a template gives: it lacks the group's name and id", null);
        if (FirstOf(root, "data") is { } row && root.Find("count") is not null)
        {
            var isOnly = root.Get("data").Element.GetArrayLength() == 1;
            return ("what Azure Resource Graph answers: a copy that is behind the cloud", isOnly ? row.Text("id") : null);
        }

        return null;
    }

    private static (string, string?)? DescribeItem(JsonCursor item)
    {
        if (item.Find("SecurityRules") is not null && PowerShellMembers.Any(member => item.Find(member) is not null))
            return ("what Azure PowerShell prints, whose members have other meanings", item.Text("id"));
        var id = item.Find("id") is { Element.ValueKind: JsonValueKind.String } text ? text.AsText() : "";
        return id.Contains("/securityRules/", StringComparison.OrdinalIgnoreCase)
            ? ("what 'az network nsg rule' prints: rules without their group", id)
            : null;
    }

    /// <summary>The id of the group in an id of it or of something in it.</summary>
    private static string? FindGroup(string? id)
    {
        var start = id?.IndexOf(GroupSegment, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0) return null;
        var end = id!.IndexOf('/', start + GroupSegment.Length);
        return end < 0 ? id : id[..end];
    }

    private static JsonCursor? FirstOf(JsonCursor root, string list) =>
        root.Find(list) is { Element.ValueKind: JsonValueKind.Array } items
        && items.Items().FirstOrDefault() is { Element.ValueKind: JsonValueKind.Object } first
            ? first
            : null;
}
