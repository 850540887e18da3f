using System.Collections.Immutable;
using System.Globalization;
using Starface.Cli.Selection;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Rules;

namespace Starface.Cli.Verbs.Review;

/// <summary>
/// What an instance is beside what it permits: where its groups are, what they lie on, and what guards them. None of it is a flow, and a
/// change of it can end every call all the same.
/// </summary>
internal static class InstanceSettings
{
    private const string None = "none";
    private const string Stack = "stack";
    private const string Project = "project";
    private const string Region = "region";
    private const string ProviderRegion = "provider's region";

    /// <summary>The settings by name.</summary>
    /// <param name="selected">The instance.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="project">The name of the Pulumi project, or null.</param>
    public static ImmutableSortedDictionary<string, InstanceSetting> From(SelectedInstance selected, Plan plan, string? project)
    {
        var request = selected.Config.Request;
        var settings = ImmutableSortedDictionary.CreateBuilder<string, InstanceSetting>(StringComparer.Ordinal);

        // Another one of these is another group.
        Add("cloud", plan.Cloud.Id, makesAgain: true);
        Add(Stack, selected.Stack, makesAgain: true);
        Add(Project, project, makesAgain: true);

        // What a change of these does is found where the groups and what they lie on are compared.
        Add(ProviderRegion, selected.ProviderRegion);
        Add(Region, request.Region);
        Add("VPC", request.VpcId);
        Add("resource group", request.ResourceGroupName);
        Add("location", request.Location);
        Add("adopted group", request.AdoptGroupId);
        Add(PlacementChange.Interfaces, Ids(request.NetworkInterfaceIds));
        Add(PlacementChange.Subnets, Ids(request.SubnetIds));

        Add("attached", Flag(request.Attached));
        Add("attached to", List(request.AttachedTo));
        Add("groups attached by hand", Number(request.AttachedGroups));
        Add("groups in advance", Number(request.MinimumGroups));
        Add("moved into fewer groups", Flag(request.Consolidate));
        Add("prefix lists from", request.PrefixListsFrom is { } prefixes ? Number(prefixes) : null);
        Add("rules per group", Number(request.RulesPerGroup));
        Add("tags", List(request.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
        Add("rules made by hand", request.ExclusiveRules ? "removed" : "left alone");
        Add("protected from deletion", Flag(request.Protect));
        Add(
            "never to be cut",
            List(plan.Policy.Rules
                .SelectMany(rule => rule.Peers.SelectMany(peer => peer.Origins))
                .Where(origin => origin.NeverCut)
                .Select(origin => origin.Service)));
        Add("tests", Digest([.. request.Tests.Tests.Select(test => test.Words)]));
        Add("guardrails", Digest([.. request.Guardrails.Entries.Select(guardrail => guardrail.Words)]));
        return settings.ToImmutable();

        void Add(string name, string? value, bool makesAgain = false) =>
            settings.Add(name, new InstanceSetting(value is { Length: > 0 } ? value : None, makesAgain));
    }

    /// <summary>The settings that differ.</summary>
    /// <param name="before">What they were.</param>
    /// <param name="after">What they are afterwards.</param>
    /// <param name="placement">What the difference does to where the groups are and to what they lie on.</param>
    /// <param name="isRenamed">Whether the stack has another name and is the same otherwise.</param>
    public static ImmutableArray<SettingChange> Compare(
        ImmutableSortedDictionary<string, InstanceSetting> before,
        ImmutableSortedDictionary<string, InstanceSetting> after,
        ImmutableArray<PlacementChange> placement,
        bool isRenamed) =>
        [
            .. from setting in before
               let now = after[setting.Key]
               where setting.Value.Text != now.Text && !(isRenamed && setting.Key == Stack)
               let cause = setting.Key == ProviderRegion ? Region : setting.Key
               let cutsCalls = setting.Value.MakesAgain || placement.Any(moved => moved.Causes.Contains(cause))
               select new SettingChange(setting.Key, setting.Value.Text, now.Text, cutsCalls),
        ];

    /// <summary>The project and stack in whose state the groups of an instance are.</summary>
    /// <param name="settings">What the instance is.</param>
    public static string HomeOf(ImmutableSortedDictionary<string, InstanceSetting> settings) =>
        $"{settings[Project].Text}/{settings[Stack].Text}";

    private static string Ids(ImmutableSortedDictionary<string, string?> ids) => List(ids.Select(id => id.Value ?? id.Key));

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool flag) => flag ? "yes" : "no";

    private static string Digest(ImmutableArray<string> entries) => entries.IsEmpty
        ? None
        : string.Create(CultureInfo.InvariantCulture, $"{entries.Length} ({Fingerprint.Hex(string.Join('\n', entries), bytes: 4)})");
}
