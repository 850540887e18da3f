using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Changes;

/// <summary>What a change does to connections that exist while it is applied.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Cut">The flows whose existing connections are cut at once.</param>
/// <param name="Surviving">The flows that become impossible for new connections, while existing ones live on.</param>
/// <param name="Explanation">Why, and in which order the change can be made.</param>
public sealed record CallImpact(Cloud Cloud, FlowSet Cut, FlowSet Surviving, string Explanation)
{
    /// <summary>Whether an order exists in which nothing that is running is cut. It is always the same one: add first, remove afterwards.</summary>
    public bool CutsNothing => Cut.IsEmpty;

    /// <summary>The impact of going from one set of permissions to another.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="before">What is permitted now.</param>
    /// <param name="after">What is permitted afterwards.</param>
    public static CallImpact Of(Cloud cloud, FlowSet before, FlowSet after)
    {
        var removed = before.Except(after);
        return cloud switch
        {
            Cloud.Azure => new CallImpact(cloud, FlowSet.Empty, removed, removed.IsEmpty
                ? "Nothing becomes impossible."
                : "Azure does not look again at connections that exist: running calls go on, new ones are refused. A SIP registration over UDP ends when it is next renewed."),
            _ => OfAws(before, after, removed),
        };
    }

    private static CallImpact OfAws(FlowSet before, FlowSet after, FlowSet removed)
    {
        // A connection that was untracked and is not any more loses its way back, whether its own rule went or the open one behind it.
        var cut = AwsTracking.Untracked(before).Except(AwsTracking.Untracked(after));
        var explanation = (cut.IsEmpty, removed.IsEmpty) switch
        {
            (true, true) => "Nothing becomes impossible.",
            (true, false) => "AWS tracks these connections: running calls go on until they are idle (UDP 180 s, TCP 350 s or 5 days), new ones are refused.",
            _ => "AWS does not track these connections, because they are open to every address in both directions: what runs is cut at once. "
                + "No order avoids it; narrow the other direction first in an update of its own when no calls run, or take a maintenance window.",
        };
        return new CallImpact(Cloud.Aws, cut, removed.Except(cut), explanation);
    }

    /// <summary>The impacts on the clouds that a pair of permissions concerns.</summary>
    internal static ImmutableArray<CallImpact> OfAll(Permissions before, Permissions after)
    {
        var cloud = before.Cloud ?? after.Cloud;
        Cloud[] clouds = cloud is { } one ? [one] : [Planning.Cloud.Aws, Planning.Cloud.Azure];
        return [.. clouds.Select(candidate => Of(candidate, before.Flows, after.Flows))];
    }
}
