using Starface.Generators.Models;

namespace Starface.Generators.Naming;

/// <summary>The names of the members that are generated for a policy.</summary>
internal static class PolicyMembers
{
    /// <summary>The names of all generated members of a policy's class.</summary>
    /// <param name="policy">The policy.</param>
    public static IEnumerable<string> Names(PolicyModel policy)
    {
        yield return "Id";
        yield return "Definition";
        yield return "Create";
        if (policy.PeerGroups.Count > 0) yield return "Peers";
        foreach (var setting in policy.Settings) yield return setting.Name;
    }

    /// <summary>
    /// Whether a generated member could have a name. It is true of every name in <see cref="Names"/> and faster than making the list.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="name">The name.</param>
    public static bool MayContain(PolicyModel policy, string name)
    {
        if (name is "Id" or "Definition" or "Create" or "Peers") return true;
        foreach (var allowance in policy.Allowances)
            foreach (var requirement in allowance.Service.Requirements)
                if (requirement.Setting == name)
                    return true;
        return false;
    }
}
