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
        if (policy.PeerGroups.Count > 0) yield return "Peers";
        foreach (var setting in policy.Settings) yield return setting.Name;
    }

    /// <summary>Whether a member of a policy's class may have a name, which is quicker told than its exact names.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="name">The name.</param>
    public static bool MayBeNamed(PolicyModel policy, string name)
    {
        if (name is "Id" or "Definition" or "Create" or "Peers") return true;
        foreach (var allowance in policy.Allowances)
            foreach (var requirement in allowance.Service.Requirements)
                if (requirement.Setting == name)
                    return true;
        return false;
    }
}
