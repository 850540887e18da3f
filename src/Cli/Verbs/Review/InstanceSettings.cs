using System.Collections.Immutable;
using System.Globalization;
using Starface.Cli.Selection;
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

    /// <summary>The settings by name.</summary>
    /// <param name="selected">The instance.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="project">The name of the Pulumi project, or null.</param>
    public static ImmutableSortedDictionary<string, InstanceSetting> From(SelectedInstance selected, Plan plan, string? project)
    {
        var request = selected.Config.Request;
        var settings = ImmutableSortedDictionary.CreateBuilder<string, InstanceSetting>(StringComparer.Ordinal);

        // Another one of these is another group.
        Add("cloud", plan.Cloud.Id, SettingEffect.MakesAgain);
        Add("stack", selected.Stack, SettingEffect.MakesAgain);
        Add("project", project, SettingEffect.MakesAgain);
        Add("provider's region", selected.ProviderRegion, SettingEffect.MakesAgain);
        Add("region", request.Region, SettingEffect.MakesAgain);
        Add("VPC", request.VpcId, SettingEffect.MakesAgain);
        Add("resource group", request.ResourceGroupName, SettingEffect.MakesAgain);
        Add("location", request.Location, SettingEffect.MakesAgain);
        Add("adopted group", request.AdoptGroupId, SettingEffect.MakesAgain);

        // What is missing in one of these is left.
        Add("interfaces", Ids(request.NetworkInterfaceIds), SettingEffect.Leaves);
        Add("subnets", Ids(request.SubnetIds), SettingEffect.Leaves);

        Add("attached", Flag(request.Attached), SettingEffect.None);
        Add("attached to", List(request.AttachedTo), SettingEffect.None);
        Add("rules made by hand", request.ExclusiveRules ? "removed" : "left alone", SettingEffect.None);
        Add("protected from deletion", Flag(request.Protect), SettingEffect.None);
        Add(
            "never to be cut",
            List(plan.Policy.Rules
                .SelectMany(rule => rule.Peers.SelectMany(peer => peer.Origins))
                .Where(origin => origin.NeverCut)
                .Select(origin => origin.Service)),
            SettingEffect.None);
        Add("tests", Digest([.. request.Tests.Tests.Select(test => test.Words)]), SettingEffect.None);
        Add("guardrails", Digest([.. request.Guardrails.Entries.Select(guardrail => guardrail.Words)]), SettingEffect.None);
        return settings.ToImmutable();

        void Add(string name, string? value, SettingEffect effect) =>
            settings.Add(name, new InstanceSetting(value is { Length: > 0 } ? value : None, effect));
    }

    /// <summary>The settings that differ.</summary>
    /// <param name="before">What they were.</param>
    /// <param name="after">What they are afterwards.</param>
    /// <param name="isRenamed">Whether the stack has another name and is the same otherwise.</param>
    public static ImmutableArray<SettingChange> Compare(
        ImmutableSortedDictionary<string, InstanceSetting> before,
        ImmutableSortedDictionary<string, InstanceSetting> after,
        bool isRenamed) =>
        [
            .. from setting in before
               let now = after[setting.Key]
               where setting.Value.Text != now.Text && !(isRenamed && setting.Key == "stack")
               select new SettingChange(setting.Key, setting.Value.Text, now.Text, setting.Value.IsLeftBy(now)),
        ];

    private static string Ids(ImmutableSortedDictionary<string, string?> ids) => List(ids.Select(id => id.Value ?? id.Key));

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Flag(bool flag) => flag ? "yes" : "no";

    private static string Digest(ImmutableArray<string> entries) => entries.IsEmpty
        ? None
        : string.Create(CultureInfo.InvariantCulture, $"{entries.Length} ({Fingerprint.Hex(string.Join('\n', entries), bytes: 4)})");
}
