using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Configuration;

/// <summary>Reads one instance from its own keys, with the file's top as defaults.</summary>
internal sealed class InstanceReader(
    PolicyCatalog catalog,
    ImmutableArray<CloudTarget> clouds,
    PeerSets sets,
    ConfigProblems problems,
    ImmutableArray<(ConfigMap Map, string Path)> layers)
    : IInstanceSettings
{
    private readonly ImmutableDictionary<string, Place>.Builder _places =
        ImmutableDictionary.CreateBuilder<string, Place>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? ProviderRegion { get; init; }

    /// <summary>What no instance of the fleet may permit.</summary>
    public Guardrails Guardrails { get; init; } = Guardrails.None;

    /// <summary>The addresses of names that the operator gave, or null.</summary>
    public IReadOnlyDictionary<string, PrefixSet>? Published { get; init; }

    /// <summary>The addresses of hosts that no instance pins.</summary>
    public required LockedHosts Locked { get; init; }

    /// <summary>The instance, or null when a problem was found.</summary>
    /// <param name="defaultName">The name when the configuration has none.</param>
    public InstanceConfig? Read(string? defaultName)
    {
        var before = problems.Count;
        var name = ReadName(defaultName);
        var cloud = ReadCloud();
        var descriptor = ReadPolicy();
        var version = ReadVersion();
        var neverCut = ReadNeverCut(descriptor?.Definition);
        var pinned = ReadHosts();
        var tags = ReadTags(cloud);
        RejectKeysOfOtherClouds(cloud);
        var written = TestReader.Read(layers, problems);
        var (peers, settings) = descriptor is null ? default : ReadPeersAndSettings(descriptor.Definition);
        var (hosts, names) = descriptor is null ? (pinned, null) : Locked.AddTo(descriptor.Definition, pinned);
        var notPinnable = descriptor is null
            ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            : Locked.FindNotPinnable(descriptor.Definition);
        var policy = descriptor is null || problems.Count > before
            ? null
            : descriptor.Create(
                new PolicyArguments
                {
                    Peers = peers,
                    Settings = settings,
                    PbxVersion = version,
                    Hosts = hosts,
                    NeverCut = neverCut,
                    NotPinnable = notPinnable,
                });

        var tests = policy is null ? [] : TestReader.Resolve(written, policy, catalog, problems);
        foreach (var entry in layers.SelectMany(layer => layer.Map.Entries))
        {
            if (entry.Place is { } place && !_places.ContainsKey(entry.Key)) _places[entry.Key] = place;
        }

        foreach (var test in written.Where(test => test.Place is not null)) _places[test.Path] = test.Place!;

        // The cloud reads its own keys also where something else is wrong, so that everything is reported at once.
        var configure = cloud?.ReadSettings(this);
        var attached = ((IInstanceSettings)this).ReadFlag(ConfigKeys.Attached, absent: true);
        var protect = ((IInstanceSettings)this).ReadFlag(ConfigKeys.Protect, absent: false);
        var attachedTo = cloud is null ? [] : ReadAttachedTo(cloud);
        if (cloud is null || configure is null || policy is null || problems.Count > before) return null;
        var request = configure(new PlanRequest(name, policy)
        {
            Tags = tags,
            Attached = attached,
            AttachedTo = attachedTo,
            Protect = protect,
            Names = names,
            Tests = new FlowTests(tests, catalog),
            Guardrails = Guardrails,
            Published = Published,
        });
        foreach (var (key, id) in cloud.PlannedPlaces(request).Where(place => attachedTo.Contains(place.Id, cloud.NameComparer)))
        {
            Add(ConfigKeys.AttachedTo, Problem.Error(
                ProblemIds.Contradiction,
                $"'{id}' is named by {key} as well, by which the plan makes the attachment itself",
                $"name it in one of {ConfigKeys.AttachedTo} and {key}"));
        }

        if (cloud.FindNameProblem(request) is { } unfit) Add(ConfigKeys.Name, unfit);
        return problems.Count > before
            ? null
            : new InstanceConfig(cloud, request)
            {
                Place = layers[0].Map.Place,
                Claims = [.. FindClaims(cloud, request)],
                Places = _places.ToImmutable(),
            };
    }

    /// <summary>What no other instance can have as well, with the places of the ids.</summary>
    private IEnumerable<ConfigClaim> FindClaims(CloudTarget cloud, PlanRequest request)
    {
        if (cloud.FindAdopted(request) is { } adopted && Find(adopted.Key) is { } found)
            yield return new ConfigClaim(adopted.Key, adopted.Id, found.Path, found.Node.Place) { IsAdoption = true };
        foreach (var (key, id) in cloud.ExclusivePlaces(request))
        {
            var (_, node, path, _) = Merged(key).First(entry => entry.Node is ConfigScalar scalar && scalar.Text == id);
            yield return new ConfigClaim(key, id, path, node.Place);
        }
    }

    /// <inheritdoc/>
    bool IInstanceSettings.Has(string key) => Find(key) is not null;

    /// <inheritdoc/>
    string? IInstanceSettings.ReadText(string key) => ReadText(key);

    /// <inheritdoc/>
    string? IInstanceSettings.ReadNumber(string key) => ReadScalar(key, ScalarForm.Number);

    /// <inheritdoc/>
    bool IInstanceSettings.ReadFlag(string key, bool absent)
    {
        var text = ReadScalar(key, ScalarForm.Flag);
        if (text is not (null or "true" or "false")) Add(key, Problem.Invalid($"'{text}' is neither true nor false"));
        return text is null ? absent : text == "true";
    }

    /// <inheritdoc/>
    void IInstanceSettings.Report(string key, Problem problem) => Add(key, problem);

    /// <inheritdoc/>
    ImmutableSortedDictionary<string, string?> IInstanceSettings.ReadIds(string key, Func<string, bool> isId, string form)
    {
        var ids = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var (name, node, path, place) in Merged(key))
        {
            if (InstanceName.FindProblem(name) is not null)
            {
                problems.Add(
                    path,
                    place,
                    Problem.Invalid($"'{name}' is not a valid name of an association", "write a letter, then letters, digits and hyphens"));
            }
            else if (node is ConfigScalar { Text: var id } && isId(id))
            {
                if (ids.FirstOrDefault(other => string.Equals(other.Value, id, StringComparison.OrdinalIgnoreCase)).Key is { } first)
                {
                    problems.Add(
                        path, node.Place, Problem.Error(ProblemIds.Duplicate, $"'{id}' is named as '{first}' already", "keep one"));
                }
                else
                    ids[name] = id;
            }
            else
                problems.AddWrongKind(path, node, $"the resource id {form}");
        }

        return ids.ToImmutable();
    }

    private string ReadName(string? defaultName)
    {
        var name = ReadText(ConfigKeys.Name) ?? defaultName ?? "";

        // What is not a text is reported as such.
        if (Find(ConfigKeys.Name) is { Node: not ConfigScalar { Form: ScalarForm.Text } }) return name;
        if (InstanceName.FindProblem(name) is { } problem)
        {
            // Without the key the stack's name is the instance's, and no line of the file has it.
            Add(
                ConfigKeys.Name,
                Find(ConfigKeys.Name) is not null || name.Length == 0
                    ? problem
                    : Problem.Error(
                        ProblemIds.InvalidValue,
                        $"The key is missing, and the stack's name '{name}' is not a valid instance name",
                        $"add it, with a letter and then letters, digits and hyphens, at most {InstanceName.MaximumLength}"));
        }

        return name;
    }

    private CloudTarget? ReadCloud()
    {
        var known = string.Join(" or ", clouds.Select(cloud => cloud.Id));
        var id = ReadText(ConfigKeys.Cloud);
        if (id is null)
        {
            if (Find(ConfigKeys.Cloud) is null)
                Add(ConfigKeys.Cloud, Problem.Error(ProblemIds.MissingValue, "The cloud is missing", $"use {known}"));
            return null;
        }

        var found = clouds.FirstOrDefault(cloud => cloud.Id == id);
        if (found is null) Add(ConfigKeys.Cloud, Problem.Error(ProblemIds.UnknownName, $"Unknown cloud '{id}'", $"use {known}"));
        return found;
    }

    /// <summary>
    /// What another cloud's keys ask for would not be done. The top of a file with several instances holds defaults, which may serve
    /// instances on several clouds.
    /// </summary>
    private void RejectKeysOfOtherClouds(CloudTarget? cloud)
    {
        if (cloud is null) return;
        foreach (var entry in layers[0].Map.Entries.Where(entry => !cloud.ConfigKeys.Contains(entry.Key)))
        {
            if (clouds.FirstOrDefault(other => other.ConfigKeys.Contains(entry.Key)) is { } other)
            {
                problems.Add(
                    layers[0].Path + entry.Key,
                    entry.Place,
                    ProblemIds.NotForCloud,
                    $"This key is for {other.Name}, but the instance is on {cloud.Name}",
                    "remove it");
            }
        }
    }

    private PolicyDescriptor? ReadPolicy()
    {
        var ids = catalog.Policies.Select(policy => policy.Definition.Id);
        if (ReadText(ConfigKeys.Policy) is not { } id)
        {
            if (Find(ConfigKeys.Policy) is null)
                Add(ConfigKeys.Policy, Problem.Error(ProblemIds.MissingValue, "The policy is missing", NearestName.Suggestion("", ids)));
            return null;
        }

        var descriptor = catalog.FindPolicy(id);
        if (descriptor is null)
            Add(ConfigKeys.Policy, Problem.Error(ProblemIds.UnknownName, $"Unknown policy '{id}'", NearestName.Suggestion(id, ids)));
        return descriptor;
    }

    private PbxVersion? ReadVersion()
    {
        if (ReadText(ConfigKeys.PbxVersion) is not { } text) return null;
        if (PbxVersion.TryParse(text, out var version, out var problem)) return version;
        Add(ConfigKeys.PbxVersion, problem);
        return null;
    }

    private ImmutableSortedSet<string> ReadNeverCut(PolicyDefinition? policy)
    {
        var found = Find(ConfigKeys.NeverCut);
        return ServiceIds.Read(
            found?.Node,
            found?.Path ?? "",
            service => policy is null ? null : ArgumentProblems.CheckService(policy, service),
            problems);
    }

    private (
        ImmutableSortedDictionary<string, PeerList> Peers,
        ImmutableSortedDictionary<string, PortRange> Settings) ReadPeersAndSettings(PolicyDefinition policy)
    {
        var peers = ImmutableSortedDictionary.CreateBuilder<string, PeerList>(StringComparer.Ordinal);
        foreach (var (written, node, path, place) in Merged(ConfigKeys.Peers, PeerGroupId.Plain))
        {
            if (policy.PeerGroups.FirstOrDefault(group => PeerGroupId.Matches(group, written)) is { } group)
            {
                peers[group] = [.. sets.ReadPeers(node, path, problems, FormOf(policy, group))];
                if (place is not null) _places[ArgumentProblems.KeyOfPeers(group)] = place;
                if (ArgumentProblems.CheckCloudItself(policy, group, peers[group]) is { } problem) problems.Add(path, node.Place, problem);
            }
            else
            {
                problems.Add(path, place, ArgumentProblems.UnknownPeerGroup(policy, written));
            }
        }

        foreach (var group in policy.RequiredPeerGroups.Where(group => !peers.ContainsKey(group)))
        {
            Add(
                ConfigKeys.Peers,
                ArgumentProblems.MissingPeers(policy, group) with
                {
                    Fix = ArgumentProblems.FindNotServedByClouds(policy, group) is null
                        ? $"add '{group}: [{Peer.CloudItself}]' for what the cloud itself serves, or your own prefixes"
                        : $"add '{group}: [203.0.113.0/24]' with your own prefixes",
                });
        }

        var settings = ImmutableSortedDictionary.CreateBuilder<string, PortRange>(StringComparer.Ordinal);
        foreach (var (written, node, path, place) in Merged(ConfigKeys.Settings, PeerGroupId.Plain))
        {
            if (policy.Settings.FirstOrDefault(setting => PeerGroupId.Matches(setting.Name, written)) is { } setting)
            {
                ReadSetting(setting, node, path, settings);
                if (place is not null) _places[MovedPorts.KeyOf(setting.Name)] = place;
            }
            else
                problems.Add(path, place, ArgumentProblems.UnknownSetting(policy, written));
        }

        return (peers.ToImmutable(), settings.ToImmutable());
    }

    /// <summary>What the list of a peer group is written like.</summary>
    private static string FormOf(PolicyDefinition policy, string group) =>
        PeerSets.Form
            + (ArgumentProblems.FindNotServedByClouds(policy, group) is null
                ? $", or [{Peer.CloudItself}] for what the cloud itself serves"
                : "")
            + (policy.OptionalPeerGroups.Contains(group) ? ", or the key left out" : "");

    private void ReadSetting(
        SettingDefinition setting, ConfigNode node, string path, ImmutableSortedDictionary<string, PortRange>.Builder settings)
    {
        if (node is not ConfigScalar { Text.Length: > 0 } scalar)
            problems.AddWrongKind(path, node, $"a port such as {setting.Default}");
        else if (!PortRange.TryParse(scalar.Text, out var ports, out var problem)
            || (problem = ArgumentProblems.CheckPorts(setting, ports)) is not null)
            problems.Add(path, node.Place, problem);
        else
            settings[setting.Name] = ports;
    }

    private ImmutableSortedDictionary<string, PeerList> ReadHosts()
    {
        var hosts = ImmutableSortedDictionary.CreateBuilder<string, PeerList>(StringComparer.Ordinal);
        foreach (var (written, node, path, place) in Merged(ConfigKeys.Hosts))
        {
            // A pin that no service asks for would leave the port of the host that was meant open to any address.
            var spellings = KnownHosts().Where(host => string.Equals(host, written, StringComparison.OrdinalIgnoreCase)).ToList();
            if (spellings.Count > 0)
            {
                PeerList addresses = [.. sets.ReadPeers(node, path, problems)];
                if (ArgumentProblems.CheckHost(written, addresses) is { } problem) problems.Add(path, node.Place, problem);
                foreach (var host in spellings)
                {
                    hosts[host] = addresses;
                    if (place is not null) _places[ArgumentProblems.KeyOfHost(host)] = place;
                }
            }
            else
            {
                problems.Add(
                    path,
                    place,
                    ProblemIds.UnknownName,
                    $"No service connects to a host '{written}'",
                    NearestName.Suggestion(written, KnownHosts()));
            }
        }

        return hosts.ToImmutable();
    }

    /// <summary>
    /// The hosts of all policies, not of this one alone: the pins at the top of a file may serve instances of several policies.
    /// </summary>
    private IEnumerable<string> KnownHosts() => catalog.Policies
        .SelectMany(policy => policy.Definition.Services)
        .SelectMany(service => service.Requirements)
        .Select(requirement => requirement.Host)
        .OfType<string>();

    private ImmutableSortedDictionary<string, string> ReadTags(CloudTarget? cloud)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, node, path, place) in Merged(ConfigKeys.Tags, cloud?.TagRules.IgnoresCase ?? false ? IgnoringCase : AsWritten))
        {
            if (node is ConfigScalar { Form: ScalarForm.Text or ScalarForm.Null } scalar)
            {
                tags[key] = scalar.Text;
                if (cloud?.TagRules.FindProblem(cloud, key, scalar.Text) is { } problem) problems.Add(path, place, problem);
            }
            else if (node is ConfigScalar other)
                problems.Add(path, place, ConfigProblems.NotQuoted(other));
            else
                problems.AddWrongKind(path, node, "text");
        }

        if (cloud is not null && tags.Count > cloud.TagRules.Most)
        {
            Add(ConfigKeys.Tags, Problem.Invalid(
                FormattableString.Invariant($"There are {tags.Count} tags; the most on {cloud.Name} are {cloud.TagRules.Most}, ")
                    + "since the plan has tags of its own",
                "remove some"));
        }

        return tags.ToImmutable();
    }

    private ImmutableArray<string> ReadAttachedTo(CloudTarget cloud)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        if (Find(ConfigKeys.AttachedTo) is not { } found) return [];
        foreach (var node in found.Node is ConfigList list ? list.Items : [found.Node])
        {
            if (node is ConfigScalar { Text: var id } && cloud.IsAttachmentId(id)) ids.Add(id);
            else problems.AddWrongKind(found.Path, node, $"a list of ids such as {cloud.AttachmentForms}");
        }

        return ids.ToImmutable();
    }

    private string? ReadText(string key) => Find(key) is { } found ? problems.ReadText(found.Path, found.Node, "text") : null;

    /// <summary>A text, or a value of another form that the key may have as well.</summary>
    private string? ReadScalar(string key, ScalarForm form) =>
        Find(key) is { Node: ConfigScalar { Text.Length: > 0 } scalar } && scalar.Form == form ? scalar.Text : ReadText(key);

    private static string AsWritten(string key) => key;

    private static string IgnoringCase(string key) => key.ToLowerInvariant();

    /// <summary>The entries of a map key of all layers; an instance's own entry goes before the default of the same key.</summary>
    /// <param name="key">The map's key.</param>
    /// <param name="identityOf">What keys with the same meaning have in common; null where only letter case does not count.</param>
    private IEnumerable<(string Key, ConfigNode Node, string Path, Place? Place)> Merged(
        string key, Func<string, string>? identityOf = null)
    {
        var seen = new Dictionary<string, ConfigMap>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            switch (layer.Map[key])
            {
                case null:
                    break;
                case ConfigMap map:
                    foreach (var entry in map.Entries)
                    {
                        var (path, identity) = ($"{layer.Path}{key}.{entry.Key}", (identityOf ?? IgnoringCase)(entry.Key));
                        if (!seen.TryGetValue(identity, out var first))
                        {
                            seen.Add(identity, map);
                            yield return (entry.Key, entry.Value, path, entry.Place);
                        }
                        else if (ReferenceEquals(first, map))
                        {
                            problems.Add(
                                path,
                                entry.Place,
                                ProblemIds.Duplicate,
                                $"'{entry.Key}' is given already, in another spelling",
                                "keep one");
                        }
                    }

                    break;
                case var other:
                    problems.AddWrongKind(layer.Path + key, other, "a map");
                    break;
            }
        }
    }

    private (ConfigNode Node, string Path)? Find(string key)
    {
        foreach (var layer in layers)
        {
            if (layer.Map[key] is { } node) return (node, layer.Path + key);
        }

        return null;
    }

    /// <summary>Adds a problem at a key; at the instance, or at the file alone, where the key is missing.</summary>
    private void Add(string key, Problem problem)
    {
        var map = layers[0].Map;
        var (path, place) = Find(key) is { } found ? (found.Path, found.Node.Place)
            : layers.Length > 1 ? (layers[0].Path + key, map.Place)
            : (layers[0].Path + key, map.Place is { File: { } file } ? new Place { File = file } : null);
        problems.Add(path, place, problem);
    }
}
