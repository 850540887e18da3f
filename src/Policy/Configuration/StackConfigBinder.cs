using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>
/// Turns a stack's configuration into instances, or into the list of everything that is wrong with it. Pulumi programs and the
/// command line both go through here, so that one file means one thing.
/// </summary>
internal static class StackConfigBinder
{
    /// <summary>Binds a configuration.</summary>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="clouds">The clouds there are.</param>
    /// <param name="stack">The stack's name: the name of an instance that has none of its own.</param>
    /// <param name="root">The keys of the project's namespace, without the namespace.</param>
    /// <param name="providerRegion">The region that the configuration gives to the provider, or null where it gives none.</param>
    public static StackConfig Bind(
        PolicyCatalog catalog, ImmutableArray<CloudTarget> clouds, string stack, ConfigMap root, string? providerRegion = null)
    {
        var problems = new ConfigProblems();
        ImmutableArray<string> ofInstance =
        [
            .. ConfigKeys.OfInstance.Concat(clouds.SelectMany(cloud => cloud.ConfigKeys)).OrderBy(key => key, StringComparer.Ordinal),
        ];
        problems.RejectUnknownKeys(root, ConfigKeys.Namespace + ":", [.. ofInstance, .. ConfigKeys.OfTop]);
        var sets = PeerSets.Read(root, problems);
        var allowCut = ServiceIds.Read(
            root[ConfigKeys.AllowCut],
            $"{ConfigKeys.Namespace}:{ConfigKeys.AllowCut}",
            service => FindUnknown(service, [.. catalog.Services.Select(known => known.Id)]),
            problems);
        var instances = new List<InstanceConfig>();
        var adopted = new Dictionary<(CloudTarget, string), string>();
        if (root[ConfigKeys.Instances] is { } node)
        {
            var path = $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}";
            if (node is ConfigList { Items.IsEmpty: false } list)
            {
                for (var i = 0; i < list.Items.Length; i++)
                    ReadListed(list.Items[i], FormattableString.Invariant($"{path}[{i}]"));
            }
            else
            {
                problems.AddWrongKind(path, node, "a list with at least one instance");
            }
        }
        else if (ReaderOf((root, ConfigKeys.Namespace + ":")).Read(stack) is { } instance)
        {
            instances.Add(instance);
        }

        var place = root[ConfigKeys.Instances]?.Place;
        RejectDoubleNames(instances, place, problems);
        RejectDoublePlaces(instances, place, problems);
        return problems.IsEmpty
            ? new StackConfig([.. instances], []) { AllowCut = allowCut }
            : new StackConfig([], problems.ToArray());

        void ReadListed(ConfigNode item, string path)
        {
            if (item is not ConfigMap map)
            {
                problems.AddWrongKind(path, item, "a map of the instance's keys, including 'name'");
                return;
            }

            problems.RejectUnknownKeys(map, path + ".", ofInstance);
            if (map[ConfigKeys.Name] is null)
            {
                problems.Add(
                    path,
                    map.Place,
                    ProblemIds.MissingValue,
                    "The name is missing; where a stack has several instances, each needs a name",
                    "add 'name'");
                return;
            }

            if (ReaderOf((map, path + "."), (root, ConfigKeys.Namespace + ":")).Read(null) is { } listed) instances.Add(listed);
        }

        InstanceReader ReaderOf(params ImmutableArray<(ConfigMap Map, string Path)> layers) =>
            new(catalog, clouds, sets, problems, layers) { ProviderRegion = providerRegion, Adopted = adopted };
    }

    /// <summary>Places that carry one group only: the second association would silently replace the first.</summary>
    private static void RejectDoublePlaces(List<InstanceConfig> instances, Place? place, ConfigProblems problems)
    {
        var claims = instances.SelectMany(
            instance => instance.Cloud.ExclusivePlaces(instance.Request),
            (instance, claimed) => (Instance: instance, claimed.Key, claimed.Id));
        foreach (var ofKey in claims
            .GroupBy(claim => (claim.Key, claim.Instance.Cloud))
            .OrderByDescending(claim => claim.Key.Key, StringComparer.Ordinal))
        {
            var cloud = ofKey.Key.Cloud;
            foreach (var ofPlace in ofKey
                .GroupBy(claim => claim.Id, cloud.NameComparer)
                .Where(same => same.Skip(1).Any())
                .OrderBy(same => same.Key, StringComparer.Ordinal))
            {
                var names = string.Join(", ", ofPlace.Select(claim => claim.Instance.Request.Name));
                problems.Add(
                    $"{ConfigKeys.Namespace}:{ofKey.Key.Key}",
                    place,
                    ProblemIds.Duplicate,
                    $"'{ofPlace.Key}' is associated more than once ({names}), but {cloud.Name} allows one group there",
                    "keep one association");
            }
        }
    }

    private static Problem? FindUnknown(string service, ImmutableArray<string> known) =>
        known.Contains(service)
            ? null
            : Problem.Error(ProblemIds.UnknownName, $"Unknown service '{service}'", NearestName.Suggestion(service, known));

    private static void RejectDoubleNames(List<InstanceConfig> instances, Place? place, ConfigProblems problems)
    {
        foreach (var group in instances
            .GroupBy(instance => instance.Request.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any()))
        {
            problems.Add(
                $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}",
                place,
                ProblemIds.Duplicate,
                FormattableString.Invariant(
                    $"{group.Count()} instances are called '{group.Key}', so their resources would have the same names"),
                "give each a different name");
        }
    }
}
