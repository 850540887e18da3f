using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Rules;

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
        var problems = new ConfigProblems();
        problems.RejectUnknownKeys(root, ConfigKeys.Namespace + ":", ConfigKeys.OfStack);
        var sets = PeerSets.Read(root, problems);
        var allowCut = ServiceIds.Read(
            root[ConfigKeys.AllowCut],
            $"{ConfigKeys.Namespace}:{ConfigKeys.AllowCut}",
            service => FindUnknown(service, [.. catalog.Services.Select(known => known.Id)]),
            problems);
        var instances = new List<InstanceConfig>();
        if (root[ConfigKeys.Instances] is { } node)
        {
            var path = $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}";
            if (node is ConfigList { Items.IsEmpty: false } list)
            {
                for (var i = 0; i < list.Items.Length; i++)
                    ReadListed(catalog, root, sets, list.Items[i], FormattableString.Invariant($"{path}[{i}]"), instances, problems);
            }
            else
            {
                problems.AddWrongKind(path, node, "a list with at least one instance");
            }
        }
        else if (new InstanceReader(catalog, sets, problems, [(root, ConfigKeys.Namespace + ":")]).Read(stack) is { } instance)
        {
            instances.Add(instance);
        }

        var place = root[ConfigKeys.Instances]?.Place;
        RejectDoubleNames(instances, place, problems);
        RejectDoubleAssociations(instances, ConfigKeys.SubnetIds, instance => instance.Request.SubnetIds, place, problems);
        RejectDoubleAssociations(instances, ConfigKeys.NetworkInterfaceIds, instance => instance.Request.NetworkInterfaceIds, place, problems);
        return problems.IsEmpty
            ? new StackConfig([.. instances], []) { AllowCut = allowCut }
            : new StackConfig([], problems.ToArray());
    }

    private static void ReadListed(
        PolicyCatalog catalog, ConfigMap root, PeerSets sets, ConfigNode item, string path, List<InstanceConfig> instances, ConfigProblems problems)
    {
        if (item is not ConfigMap map)
        {
            problems.AddWrongKind(path, item, "a map with the instance's keys, 'name' among them");
            return;
        }

        problems.RejectUnknownKeys(map, path + ".", ConfigKeys.OfInstance);
        if (map[ConfigKeys.Name] is null)
        {
            problems.Add(path, map.Place, ConfigurationIds.MissingValue, "The name is missing: each of several instances needs one of its own", "add 'name'");
            return;
        }

        if (new InstanceReader(catalog, sets, problems, [(map, path + "."), (root, ConfigKeys.Namespace + ":")]).Read(null) is { } instance)
            instances.Add(instance);
    }

    /// <summary>Azure keeps one group for each subnet and interface: the second association would silently take the place of the first.</summary>
    private static void RejectDoubleAssociations(
        List<InstanceConfig> instances, string key, Func<InstanceConfig, ImmutableSortedDictionary<string, string?>> idsOf, Place? place, ConfigProblems problems)
    {
        var owners = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var instance in instances.Where(instance => instance.Cloud == Cloud.Azure))
        {
            foreach (var association in idsOf(instance))
            {
                if (!owners.TryGetValue(association.Value!, out var names)) owners.Add(association.Value!, names = []);
                names.Add(instance.Request.Name);
            }
        }

        foreach (var id in owners.Keys.Where(id => owners[id].Count > 1).OrderBy(id => id, StringComparer.Ordinal))
        {
            problems.Add(
                $"{ConfigKeys.Namespace}:{key}",
                place,
                ConfigurationIds.Duplicate,
                $"'{id}' is associated more than once ({string.Join(", ", owners[id])}), and Azure keeps one group there",
                "keep one association");
        }
    }

    private static Problem? FindUnknown(string service, ImmutableArray<string> known) =>
        known.Contains(service)
            ? null
            : Problem.Error(ConfigurationIds.UnknownName, $"Unknown service '{service}'", NearestName.Suggestion(service, known));

    private static void RejectDoubleNames(List<InstanceConfig> instances, Place? place, ConfigProblems problems)
    {
        foreach (var group in instances.GroupBy(instance => instance.Request.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()))
        {
            problems.Add(
                $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}",
                place,
                ConfigurationIds.Duplicate,
                FormattableString.Invariant($"{group.Count()} instances are called '{group.Key}': their resources would have the same names"),
                "give each a name of its own");
        }
    }
}
