using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Drift.Azure;

/// <summary>Network security groups and their rules in the state of a stack, of the classic and of the native provider.</summary>
internal sealed class AzureState : ICloudState
{
    private const string NativeNetwork = "azure-native:network";

    /// <inheritdoc/>
    public StateResourceKind? KindOf(string type)
    {
        if (type == "azure:network/networkSecurityGroup:NetworkSecurityGroup") return StateResourceKind.Group;
        if (type == "azure:network/networkSecurityRule:NetworkSecurityRule") return StateResourceKind.Rule;
        // The native provider has a type for each version of the API.
        if (!type.StartsWith(NativeNetwork, StringComparison.Ordinal)) return null;
        return type.EndsWith(":NetworkSecurityGroup", StringComparison.Ordinal) ? StateResourceKind.Group
            : type.EndsWith(":SecurityRule", StringComparison.Ordinal) ? StateResourceKind.Rule
            : null;
    }

    /// <inheritdoc/>
    public LiveGroup ReadGroup(LiveGroup group, JsonCursor outputs)
    {
        if (outputs.Text("provisioningState") is { } state && !AzureJsonReader.IsSettled(state))
        {
            var unfinished = $"has provisioningState '{state}': its last change failed or was not finished";
            throw outputs.IncompleteError(unfinished, "run 'pulumi refresh' first");
        }

        var defaults = outputs.Find("defaultSecurityRules")?.Items().Select(rule => ReadRule(rule, isDefault: true));
        return group with
        {
            Unseen = StateOutputs.FindMissingList(outputs, "securityRules"),
            Rules =
            [
                .. outputs.List("securityRules").Select(rule => ReadRule(rule, isDefault: false)),
                .. defaults ?? AzureJsonReader.DefaultRules(),
            ],
        };
    }

    /// <inheritdoc/>
    public Predicate<StateResource> FindOwner(StateResource rule)
    {
        var ruleId = rule.Id ?? throw rule.Place.Error("has no id: it was never created completely");
        return group => group.Id is { } id && ruleId.StartsWith(id + "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public LiveRule ReadRule(StateResource resource, JsonCursor outputs) => ReadRule(outputs, isDefault: false);

    /// <inheritdoc/>
    public bool IsListed(LiveRule rule, FlowSet permitted, LiveGroup group, Lazy<FlowSet> listed) =>
        group.Rules.Any(other => Repeats(other, rule, permitted));

    /// <inheritdoc/>
    public bool Repeats(LiveRule listed, LiveRule rule, FlowSet permitted) =>
        string.Equals(listed.Id, rule.Id, StringComparison.OrdinalIgnoreCase);

    private static LiveRule ReadRule(JsonCursor rule, bool isDefault) => AzureJsonReader.ReadRule(rule, isDefault, fromState: true);
}
