using System.Collections.Immutable;

namespace Starface.Policy.Configuration;

/// <summary>Reads lists of service ids.</summary>
internal static class ServiceIds
{
    /// <summary>The services of a list.</summary>
    /// <param name="node">The list, or null for none.</param>
    /// <param name="path">Its key.</param>
    /// <param name="check">The problem of a service that cannot be named here, or null.</param>
    /// <param name="problems">Receives the problems.</param>
    public static ImmutableSortedSet<string> Read(ConfigNode? node, string path, Func<string, Problem?> check, ConfigProblems problems)
    {
        var services = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        if (node is null) return services.ToImmutable();
        if (node is not ConfigList list)
        {
            problems.AddWrongKind(path, node, "a list of service ids");
            return services.ToImmutable();
        }

        foreach (var item in list.Items)
        {
            var id = (item as ConfigScalar)?.Text ?? "";
            if (check(id) is { } problem) problems.Add(path, item.Place, problem);
            else services.Add(id);
        }

        return services.ToImmutable();
    }
}
