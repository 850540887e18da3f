using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Policy;
using Starface.Policy.Rules;

namespace Starface.Cli.Verbs.Export;

/// <summary>The networks on the other side for which an export is written.</summary>
/// <param name="Groups">Their peer groups.</param>
/// <param name="Pbx">The addresses of the PBX; empty where they are not known.</param>
/// <param name="Beside">What they need beside the PBX, or null.</param>
internal sealed record ExportSide(ImmutableArray<string> Groups, PeerList Pbx, PolicyDefinition? Beside)
{
    /// <summary>The policy of the first of them.</summary>
    public FirewallPolicy ToPolicy(FirewallPolicy policy) => OtherSide.PolicyOf(policy, Groups[0], Pbx, Beside);

    /// <summary>A list for each of them.</summary>
    public ImmutableArray<FirewallList> ToLists(FirewallPolicy policy) =>
        [.. Groups.Select(group => FirewallList.ForOtherSide(policy, group, PolicyAccess.TextOf(Pbx), Beside))];
}
