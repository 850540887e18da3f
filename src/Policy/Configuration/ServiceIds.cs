using System.Collections.Immutable;
using Starface.Policy.Rules;

namespace Starface.Policy.Configuration;

/// <summary>Reads lists of service ids.</summary>
internal static class ServiceIds
{
    /// <summary>The services of a list; those that are not known become mistakes.</summary>
    /// <param name="node">The list, or null for none.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="known">The services there are, or null when that is not known.</param>
    /// <param name="unknown">What is wrong with a service that is not among them.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    public static ImmutableSortedSet<string> Read(ConfigNode? node, string path, IReadOnlyCollection<string>? known, Func<string, string> unknown, ConfigMistakes mistakes)
    {
        var services = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        if (node is null) return services.ToImmutable();
        if (node is not ConfigList list)
        {
            mistakes.Add(path, node.Location, $"is {node.Kind}: write a list of service ids.");
            return services.ToImmutable();
        }

        foreach (var item in list.Items)
        {
            var id = (item as ConfigScalar)?.Text ?? "";
            if (known?.Contains(id) == false) mistakes.Add(path, item.Location, $"{unknown(id)}{NearestName.Hint(id, known)}");
            else services.Add(id);
        }

        return services.ToImmutable();
    }
}
