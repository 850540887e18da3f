using Starface.Drift.Json;
using Starface.Policy.Planning;

namespace Starface.Drift.Live;

/// <summary>A group or rule of a stack's state.</summary>
/// <param name="Place">Its place in the document.</param>
/// <param name="Type">Pulumi's type token.</param>
/// <param name="Cloud">The cloud.</param>
/// <param name="IsGroup">Whether it is a group; else a rule.</param>
/// <param name="LogicalName">The name in the stack's program.</param>
/// <param name="Id">The cloud's id, or null when it has none yet.</param>
internal sealed record StateResource(JsonCursor Place, string Type, Cloud Cloud, bool IsGroup, string LogicalName, string? Id)
{
    /// <summary>Whether it was replaced and waits for its deletion.</summary>
    public bool IsPendingDelete { get; private init; }

    /// <summary>Whether it was created only in part.</summary>
    public bool HasInitErrors { get; private init; }

    /// <summary>The resource, or null when it is neither group nor rule, or is only read and not managed.</summary>
    public static StateResource? Read(JsonCursor place)
    {
        var type = place.NeedText("type");
        if (Kind(type) is not { } kind || place.IsTrue("external")) return null;
        var urn = place.NeedText("urn");
        var name = urn.LastIndexOf("::", StringComparison.Ordinal) is >= 0 and var end ? urn[(end + 2)..] : throw place.Error($"has the urn '{urn}', which is none");
        return new StateResource(place, type, kind.Cloud, kind.IsGroup, name, place.Text("id") is { Length: > 0 } id ? id : null)
        {
            IsPendingDelete = place.IsTrue("delete"),
            HasInitErrors = place.List("initErrors").Any(),
        };
    }

    private static (Cloud Cloud, bool IsGroup)? Kind(string type) => type switch
    {
        "aws:ec2/securityGroup:SecurityGroup" => (Cloud.Aws, true),
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" or "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" or "aws:ec2/securityGroupRule:SecurityGroupRule" => (Cloud.Aws, false),
        "azure:network/networkSecurityGroup:NetworkSecurityGroup" => (Cloud.Azure, true),
        "azure:network/networkSecurityRule:NetworkSecurityRule" => (Cloud.Azure, false),
        _ when type.StartsWith("azure-native:network", StringComparison.Ordinal) && type.EndsWith(":NetworkSecurityGroup", StringComparison.Ordinal) => (Cloud.Azure, true),
        _ when type.StartsWith("azure-native:network", StringComparison.Ordinal) && type.EndsWith(":SecurityRule", StringComparison.Ordinal) => (Cloud.Azure, false),
        _ => null,
    };
}
