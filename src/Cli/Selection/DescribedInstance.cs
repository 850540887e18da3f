using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;

namespace Starface.Cli.Selection;

/// <summary>
/// Reads an instance that options describe. The options become the same tree a stack's file is read into, and go through the same
/// binder, so that both mean the same; only the places in messages are the options' names.
/// </summary>
internal static class DescribedInstance
{
    private const string PeersPath = ConfigKeys.Namespace + ":" + ConfigKeys.Peers;

    /// <summary>The instance.</summary>
    /// <exception cref="MistakeException">The options have mistakes.</exception>
    public static SelectedInstance Read(InstanceSelection selection, PolicyCatalog catalog, ImmutableArray<CloudTarget> clouds)
    {
        var mistakes = new List<string>();
        // Of a policy that there is not, that is the mistake, and not that its id makes no name.
        var name = selection.Name ?? catalog.FindPolicy(selection.Policy ?? "")?.Definition.Id ?? "instance";
        var peers = Lists("--peer", "GROUP=PREFIX", "phones=203.0.113.0/24", selection.Peers, mistakes);
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        Add(entries, ConfigKeys.Name, selection.Name);
        Add(entries, ConfigKeys.Policy, selection.Policy);
        Add(entries, ConfigKeys.Cloud, selection.Cloud);
        Add(entries, ConfigKeys.PbxVersion, selection.PbxVersion);
        Add(entries, AwsConfigKeys.VpcId, selection.VpcId);
        Add(entries, AzureConfigKeys.Location, selection.Location);
        entries.Add(new ConfigEntry(ConfigKeys.Peers, peers));
        entries.Add(new ConfigEntry(ConfigKeys.Settings, Texts(selection.Settings, mistakes)));
        entries.Add(new ConfigEntry(ConfigKeys.Hosts, Lists("--host", "HOST=PREFIX", "license.starface.de=203.0.113.7", selection.Hosts, mistakes)));
        Add(entries, AzureConfigKeys.ResourceGroupName, selection.ResourceGroup);
        foreach (var known in clouds.Where(cloud => cloud.Id == selection.Cloud).SelectMany(cloud => cloud.DescribedDefaults(name)))
        {
            if (!entries.Any(entry => entry.Key == known.Key)) Add(entries, known.Key, known.Value);
        }

        var bound = StackConfigBinder.Bind(catalog, clouds, name, new ConfigMap(entries.ToImmutable()));
        mistakes.AddRange(MissingPeers(selection, catalog, peers));
        mistakes.AddRange(bound.Mistakes.Where(mistake => mistake.Path != PeersPath).Select(mistake => $"{OptionOf(mistake.Path)}: {mistake.Message}"));
        if (mistakes.Count > 0) throw new MistakeException([.. mistakes.Distinct(StringComparer.Ordinal)]);
        var instance = bound.Instances[0];
        return new SelectedInstance(instance.Request.Name, null, instance);
    }

    /// <summary>The binder says how to mend a file; here the mend is an option.</summary>
    private static IEnumerable<string> MissingPeers(InstanceSelection selection, PolicyCatalog catalog, ConfigMap peers)
    {
        if (selection.Policy is null || catalog.FindPolicy(selection.Policy) is not { Definition: var policy }) return [];
        return policy.PeerGroups
            .Where(group => !peers.Entries.Any(entry => PeerGroupId.Matches(group, entry.Key)))
            .Select(group => $"--peer: '{group}' is missing, which policy '{policy.Id}' needs. Add --peer {group}=203.0.113.0/24 with its own prefixes.");
    }

    private static ConfigMap Lists(string option, string form, string example, ImmutableArray<string> given, List<string> mistakes)
    {
        var lists = new List<(string Key, List<ConfigNode> Items)>();
        foreach (var text in given)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                mistakes.Add($"{option}: '{text}' is not {form},…: write {option} {example}.");
                continue;
            }

            var key = text[..equals];
            var index = lists.FindIndex(list => list.Key == key);
            if (index < 0)
            {
                index = lists.Count;
                lists.Add((key, []));
            }

            foreach (var item in text[(equals + 1)..].Split(','))
            {
                if (Prefix.TryParse(item, out _, out var problem)) lists[index].Items.Add(new ConfigScalar(item));
                else mistakes.Add($"{option} {key}: {(item.Length == 0 ? $"a prefix is empty in '{text}': write {option} {key}=203.0.113.0/24." : problem.Reason)}");
            }
        }

        // A list that lost all its items to mistakes gets a stand-in, so that the binder does not report it once more; nothing is made of it.
        return new ConfigMap([.. lists.Select(list => new ConfigEntry(list.Key, new ConfigList([.. list.Items.DefaultIfEmpty(new ConfigScalar("192.0.2.0/24"))])))]);
    }

    private static ConfigMap Texts(ImmutableArray<string> given, List<string> mistakes)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        foreach (var text in given)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                mistakes.Add($"--setting: '{text}' is not NAME=PORT: write --setting WebPort=8443.");
            else if (entries.Any(entry => entry.Key == text[..equals]))
                mistakes.Add($"--setting {text[..equals]}: stands there twice: keep one of the two.");
            else
                entries.Add(new ConfigEntry(text[..equals], new ConfigScalar(text[(equals + 1)..])));
        }

        return new ConfigMap(entries.ToImmutable());
    }

    private static void Add(ImmutableArray<ConfigEntry>.Builder entries, string key, string? text)
    {
        if (text is not null) entries.Add(new ConfigEntry(key, new ConfigScalar(text)));
    }

    private static string OptionOf(string path)
    {
        var key = path[(path.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var (head, rest) = dot < 0 ? (key, "") : (key[..dot], " " + key[(dot + 1)..]);
        return head switch
        {
            ConfigKeys.Peers => "--peer" + rest,
            ConfigKeys.Settings => "--setting" + rest,
            ConfigKeys.Hosts => "--host" + rest,
            ConfigKeys.PbxVersion => "--pbx-version",
            AwsConfigKeys.VpcId => "--vpc-id",
            AzureConfigKeys.ResourceGroupName => "--resource-group",
            _ => "--" + head,
        };
    }
}
