using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Clouds;
using Starface.Policy.Expectations;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Names;
using Starface.Policy.Planning;
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
    /// <param name="names">The addresses of hosts that the configuration does not pin, or null where there is no lock.</param>
    /// <param name="published">The names that clouds have, where the operator gave them; null for those known here.</param>
    /// <param name="guardrails">What no instance of the fleet may permit, or null.</param>
    /// <param name="members">The addresses of those names, where the operator gave them.</param>
    public static StackConfig Bind(
        PolicyCatalog catalog,
        ImmutableArray<CloudTarget> clouds,
        string stack,
        ConfigMap root,
        string? providerRegion = null,
        HostsLock? names = null,
        IEnumerable<string>? published = null,
        Guardrails? guardrails = null,
        IReadOnlyDictionary<string, PrefixSet>? members = null)
    {
        var problems = new ConfigProblems();
        ImmutableArray<string> ofInstance =
        [
            .. ConfigKeys.OfInstance.Concat(clouds.SelectMany(cloud => cloud.ConfigKeys)).OrderBy(key => key, StringComparer.Ordinal),
        ];
        problems.RejectUnknownKeys(root, ConfigKeys.Namespace + ":", [.. ofInstance, .. ConfigKeys.OfTop]);
        var sets = new PeerSets(clouds, published);
        sets.ReadSets(root, problems);
        var allowCut = ServiceIds.Read(
            root[ConfigKeys.AllowCut],
            $"{ConfigKeys.Namespace}:{ConfigKeys.AllowCut}",
            named => ResourceWaiver.IsOne(named) ? null : FindUnknown(named, [.. catalog.Services.Select(known => known.Id)]),
            problems);
        var instances = new List<InstanceConfig>();
        var locked = new LockedHosts(catalog, names, problems) { MaxAgeDays = ReadMaxAge(root, problems) };
        if (root[ConfigKeys.Instances] is { } node)
        {
            var path = $"{ConfigKeys.Namespace}:{ConfigKeys.Instances}";
            if (node is ConfigList { Items.Length: var count } && count > InputLimits.Instances.Most)
            {
                problems.Add(path, node.Place, InputLimits.Instances.Exceeded("The stack"));
            }
            else if (node is ConfigList { Items.IsEmpty: false } list)
            {
                var peers = 0L;
                for (var i = 0; i < list.Items.Length && peers <= InputLimits.PeersOfStack.Most; i++)
                {
                    var known = instances.Count;
                    ReadListed(list.Items[i], FormattableString.Invariant($"{path}[{i}]"));
                    if (instances.Count > known)
                        peers += instances[known].Request.Policy.Arguments.Peers.Values.Sum(group => (long)group.Count);
                }

                if (peers > InputLimits.PeersOfStack.Most)
                    problems.Add(path, node.Place, InputLimits.PeersOfStack.Exceeded("The list of instances"));
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
        RejectDoubleClaims(instances, problems);
        return problems.IsEmpty
            ? new StackConfig([.. instances], []) { AllowCut = allowCut, Warnings = problems.Warnings }
            : new StackConfig([], problems.Errors) { Warnings = problems.Warnings };

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
            new(catalog, clouds, sets, problems, layers)
            {
                ProviderRegion = providerRegion,
                Locked = locked,
                Guardrails = guardrails ?? Guardrails.None,
                Published = members,
            };
    }

    private static int ReadMaxAge(ConfigMap root, ConfigProblems problems)
    {
        if (root[ConfigKeys.LockMaxAgeDays] is not { } node) return LockedNames.DefaultMaxAgeDays;
        var path = $"{ConfigKeys.Namespace}:{ConfigKeys.LockMaxAgeDays}";
        if (node is not ConfigScalar { Text.Length: > 0 } scalar)
            problems.AddWrongKind(path, node, "a number of days such as 30");
        else if (!int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days < 1)
            problems.Add(path, node.Place, Problem.Invalid($"'{scalar.Text}' is not a number of days", "write a whole number from 1"));
        else
            return days;
        return LockedNames.DefaultMaxAgeDays;
    }

    private static void RejectDoubleClaims(List<InstanceConfig> instances, ConfigProblems problems)
    {
        foreach (var (_, claim, problem) in DoubleClaims.Find(instances, instance => instance, instance => $"'{instance.Request.Name}'"))
            problems.Add(claim.Path, claim.Place, problem);
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
