namespace Starface.Policy.Configuration;

/// <summary>
/// Turns a stack's configuration into instances, or into the list of everything that is wrong with it. Pulumi programs and the
/// command line both go through here, so that one file means one thing.
/// </summary>
public static class StackConfigBinder
{
    /// <summary>Binds a configuration.</summary>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="stack">The stack's name: the name of an instance that has none of its own.</param>
    /// <param name="root">The keys of the project's namespace, without the namespace.</param>
    public static StackConfig Bind(PolicyCatalog catalog, string stack, ConfigMap root)
    {
        var mistakes = new ConfigMistakes();
        mistakes.RejectUnknownKeys(root, ConfigKeys.Namespace + ":", ConfigKeys.OfStack);
        var sets = PeerSets.Read(root, mistakes);
        var instances = new List<InstanceConfig>();
        if (root[ConfigKeys.Instances] is { } node)
        {
            var path = $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}";
            if (node is ConfigList { Items.IsEmpty: false } list)
            {
                for (var i = 0; i < list.Items.Length; i++)
                    ReadListed(catalog, root, sets, list.Items[i], FormattableString.Invariant($"{path}[{i}]"), instances, mistakes);
            }
            else
            {
                mistakes.Add(path, node.Location, $"is {node.Kind}: write a list with at least one instance.");
            }
        }
        else if (new InstanceReader(catalog, sets, mistakes, [(root, ConfigKeys.Namespace + ":")]).Read(stack) is { } instance)
        {
            instances.Add(instance);
        }

        RejectDoubleNames(instances, mistakes);
        return mistakes.IsEmpty
            ? new StackConfig([.. instances], [])
            : new StackConfig([], mistakes.ToArray());
    }

    private static void ReadListed(
        PolicyCatalog catalog, ConfigMap root, PeerSets sets, ConfigNode item, string path, List<InstanceConfig> instances, ConfigMistakes mistakes)
    {
        if (item is not ConfigMap map)
        {
            mistakes.Add(path, item.Location, $"is {item.Kind}: write a map with the instance's keys, 'name' among them.");
            return;
        }

        mistakes.RejectUnknownKeys(map, path + ".", ConfigKeys.OfInstance);
        if (map[ConfigKeys.Name] is null)
        {
            mistakes.Add(path, map.Location, "has no 'name': each of several instances needs one of its own.");
            return;
        }

        if (new InstanceReader(catalog, sets, mistakes, [(map, path + "."), (root, ConfigKeys.Namespace + ":")]).Read(null) is { } instance)
            instances.Add(instance);
    }

    private static void RejectDoubleNames(List<InstanceConfig> instances, ConfigMistakes mistakes)
    {
        foreach (var group in instances.GroupBy(instance => instance.Request.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()))
        {
            mistakes.Add(
                $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}",
                null,
                FormattableString.Invariant($"{group.Count()} instances are called '{group.Key}': their resources would have the same names. Give each a name of its own."));
        }
    }
}
