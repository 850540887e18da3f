using System.Collections.Concurrent;
using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Rules;

namespace Starface.Pages.Model;

/// <summary>
/// What the networks of those who connect to the PBXs of a fleet have to permit. Without the addresses of a PBX, the rows do not depend on
/// any addresses of an instance, so that they are made once for all instances that differ in nothing else. Any thread may ask.
/// </summary>
internal sealed class OtherSideLists
{
    private readonly ConcurrentDictionary<Key, ImmutableArray<ListRow>> _rows = new();

    /// <summary>The lists of all peer groups that connect to the PBX, each with the addresses of the group.</summary>
    /// <param name="policy">The policy of the PBX, made for an instance.</param>
    public ImmutableArray<FirewallList> Of(FirewallPolicy policy)
    {
        var arguments = policy.Arguments;
        var settings = string.Join(";", arguments.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
        var neverCut = string.Join(";", arguments.NeverCut);
        return
        [
            .. OtherSide.Connecting(policy).Select(group => new FirewallList(
                group,
                FirewallList.AddressesOf(policy, group),
                _rows.GetOrAdd(
                    new Key(policy.Definition, group, arguments.PbxVersion, settings, neverCut),
                    static (_, asked) => FirewallList.ForOtherSide(asked.Policy, asked.Group, [], null).Rows,
                    (Policy: policy, Group: group)))),
        ];
    }

    /// <summary>All that the rows depend on.</summary>
    private sealed record Key(PolicyDefinition Definition, string Group, PbxVersion? Version, string Settings, string NeverCut);
}
