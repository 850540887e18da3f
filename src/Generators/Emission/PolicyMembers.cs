using Starface.Generators.Models;

namespace Starface.Generators.Emission;

/// <summary>The names of what is generated into a policy.</summary>
internal static class PolicyMembers
{
    /// <summary>The names of all members of a policy's class.</summary>
    /// <param name="policy">The policy.</param>
    public static IEnumerable<string> NamesOf(PolicyModel policy)
    {
        yield return "Id";
        yield return "Definition";
        yield return "Create";
        if (policy.PeerGroups.Any()) yield return "Peers";
        foreach (var setting in policy.Settings) yield return setting.Name;
    }
}
