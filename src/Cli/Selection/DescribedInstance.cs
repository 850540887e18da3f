using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Configuration;
using Starface.Policy.Rules;

namespace Starface.Cli.Selection;

/// <summary>
/// Reads an instance that options describe. The options become the same tree a stack's file is read into, and go through the same
/// binder, so that both mean the same; only the places in messages are the options' names.
/// </summary>
internal static class DescribedInstance
{
    private const string PeersPath = ConfigKeys.Namespace + ":" + ConfigKeys.Peers;
    private const string ExamplePrefix = "203.0.113.0/24";

    /// <summary>The instance.</summary>
    /// <exception cref="UsageException">The options have problems.</exception>
    public static SelectedInstance Read(InstanceSelection selection, PolicyCatalog catalog, ImmutableArray<CloudTarget> clouds)
    {
        var problems = new List<Problem>();
        // Where the policy is unknown, that is reported, and not that its id is not a valid name.
        var name = selection.Name ?? catalog.FindPolicy(selection.Policy ?? "")?.Definition.Id ?? "instance";
        var peers = Lists("--peer", "GROUP=PREFIX", "phones=203.0.113.0/24", selection.Peers, problems);
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        Add(entries, ConfigKeys.Name, selection.Name);
        Add(entries, ConfigKeys.Policy, selection.Policy);
        Add(entries, ConfigKeys.Cloud, selection.Cloud);
        Add(entries, ConfigKeys.PbxVersion, selection.PbxVersion);
        Add(entries, AwsConfigKeys.VpcId, selection.VpcId);
        Add(entries, AzureConfigKeys.Location, selection.Location);
        entries.Add(new ConfigEntry(ConfigKeys.Peers, peers));
        entries.Add(new ConfigEntry(ConfigKeys.Settings, Texts(selection.Settings, problems)));
        entries.Add(
            new ConfigEntry(
                ConfigKeys.Hosts, Lists("--host", "HOST=PREFIX", "license.starface.de=203.0.113.7", selection.Hosts, problems)));
        Add(entries, AzureConfigKeys.ResourceGroupName, selection.ResourceGroup);
        foreach (var known in clouds.Where(cloud => cloud.Id == selection.Cloud).SelectMany(cloud => cloud.DescribedDefaults(name)))
        {
            if (!entries.Any(entry => entry.Key == known.Key)) Add(entries, known.Key, known.Value);
        }

        var bound = StackConfigBinder.Bind(catalog, clouds, name, new ConfigMap(entries.ToImmutable()));
        problems.AddRange(MissingPeers(selection, catalog, peers));
        problems.AddRange(bound.Problems
            .Where(problem => problem.Place?.Key != PeersPath)
            .Select(problem => problem with { Place = new Place { Key = OptionOf(problem.Place!.Key!) } }));
        if (problems.Count > 0) throw new UsageException([.. problems.Distinct()]);
        var instance = bound.Instances[0];
        return new SelectedInstance(instance.Request.Name, null, instance);
    }

    /// <summary>
    /// The binder stops at other problems, and its fix is for a file: here the missing groups are always reported, and an option is the
    /// fix.
    /// </summary>
    private static IEnumerable<Problem> MissingPeers(InstanceSelection selection, PolicyCatalog catalog, ConfigMap peers)
    {
        if (selection.Policy is null || catalog.FindPolicy(selection.Policy) is not { Definition: var policy }) return [];
        return policy.RequiredPeerGroups
            .Where(group => !peers.Entries.Any(entry => PeerGroupId.Matches(group, entry.Key)))
            .Select(group => ArgumentProblems.MissingPeers(policy, group) with
            {
                Place = new Place { Key = "--peer" },
                Fix = ArgumentProblems.FindNotServedByClouds(policy, group) is null
                    ? $"add --peer {group}={Peer.CloudItself} for what the cloud itself serves, or with your own prefixes"
                    : $"add --peer {group}={ExamplePrefix} with your own prefixes",
            });
    }

    private static ConfigMap Lists(string option, string form, string example, ImmutableArray<string> given, List<Problem> problems)
    {
        var lists = new List<(string Key, List<ConfigNode> Items)>();
        foreach (var text in given)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add(UsageProblem.Option($"'{text}' is not {form},…", $"write {option} {example}", option));
                continue;
            }

            var key = text[..equals];
            if (text.IndexOf('=', equals + 1) > 0)
            {
                var what = form[..form.IndexOf('=', StringComparison.Ordinal)];
                problems.Add(UsageProblem.Option($"'{text}' has more than one {what}", $"write {option} {form},… for each {what}", option));
                lists.Add((key, []));
                continue;
            }

            var index = lists.FindIndex(list => list.Key == key);
            if (index < 0)
            {
                index = lists.Count;
                lists.Add((key, []));
            }

            foreach (var item in text[(equals + 1)..].Split(','))
            {
                if (item.Length == 0)
                {
                    problems.Add(
                        UsageProblem.Option($"A prefix is empty in '{text}'", $"write {option} {key}={ExamplePrefix}", $"{option} {key}"));
                }
                else if (Peer.TryParse(item, out _, out var problem))
                    lists[index].Items.Add(new ConfigScalar(item));
                else
                    problems.Add(problem with { Place = new Place { Key = $"{option} {key}" } });
            }
        }

        // A list that lost all its items to problems gets a stand-in, so that the binder does not report it again; it is never used.
        return new ConfigMap(
            [
                .. lists.Select(
                    list => new ConfigEntry(list.Key, new ConfigList([.. list.Items.DefaultIfEmpty(new ConfigScalar("192.0.2.0/24"))]))),
            ]);
    }

    private static ConfigMap Texts(ImmutableArray<string> given, List<Problem> problems)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        foreach (var text in given)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                problems.Add(UsageProblem.Option($"'{text}' is not NAME=PORT", "write --setting WebPort=8443", "--setting"));
            else if (entries.Any(entry => entry.Key == text[..equals]))
                problems.Add(UsageProblem.Option("The setting is given twice", "keep one of the two", $"--setting {text[..equals]}"));
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
