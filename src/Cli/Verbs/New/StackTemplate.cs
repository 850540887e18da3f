using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Cli.Verbs.New;

/// <summary>
/// The file of a new stack. What an instance has to say itself is there without a value, so that nothing is open before somebody filled it
/// in; what it may say is there as a comment.
/// </summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Cloud">The cloud.</param>
internal sealed record StackTemplate(string Stack, PolicyDefinition Policy, CloudTarget Cloud)
{
    private const int Width = 130;
    private const string ExamplePeers = "[203.0.113.0/24, \"2001:db8::/48\"]";
    private const string Key = "  " + ConfigKeys.Namespace + ":";
    private const string CommentedKey = "  #" + ConfigKeys.Namespace + ":";

    /// <summary>Writes the file.</summary>
    /// <param name="schema">The file with the schema, beside this one.</param>
    /// <param name="file">Receives the text.</param>
    public void Write(string schema, OutputGate file)
    {
        file.WriteLine($"# yaml-language-server: $schema={schema}");
        Comment(
            file,
            "",
            $"The stack '{Stack}': policy '{Policy.Id}' on {Cloud.Name}. 'starface-policy check --stack {Stack}' names what is still to be "
                + "filled in. Lines that begin with '#' can be left as they are.");
        file.WriteLine("config:");
        Required(file, ConfigKeys.Cloud, Cloud.Id);
        file.EndLine();
        Comment(file, "  ", Policy.Title);
        file.WriteLine($"{Key}{ConfigKeys.Policy}: {Policy.Id}");
        foreach (var known in Cloud.DescribedKeys) AddKey(file, known);
        AddPeers(file);
        AddSettings(file);
        AddHosts(file);
        foreach (var known in ConfigKeys.Described.Where(known => known.Example is not null)) AddKey(file, known);
        AddNeverCut(file);
    }

    private void AddPeers(OutputGate file)
    {
        if (Policy.PeerGroups.IsEmpty) return;
        file.EndLine();
        Comment(file, "  ", DescriptionOf(ConfigKeys.Peers) + " One that needs networks and has none is an error.");
        file.WriteLine($"{(Policy.RequiredPeerGroups.Any() ? Key : CommentedKey)}{ConfigKeys.Peers}:");
        foreach (var group in Policy.RequiredPeerGroups)
        {
            Comment(file, "    ", $"{ServicesOf(group)}. For example {ExampleOf(group)}");
            file.WriteLine($"    {group}:");
        }

        foreach (var group in Policy.OptionalPeerGroups)
        {
            Comment(file, "    ", $"Optional, and closed while it is left out. {ServicesOf(group)}");
            file.WriteLine($"    #{group}: {ExampleOf(group)}");
        }
    }

    private void AddSettings(OutputGate file)
    {
        if (Policy.Settings.IsEmpty) return;
        file.EndLine();
        Comment(file, "  ", DescriptionOf(ConfigKeys.Settings) + " Left out, they are the documented ones below.");
        file.WriteLine($"{CommentedKey}{ConfigKeys.Settings}:");
        foreach (var setting in Policy.Settings) file.WriteLine($"  #  {setting.Name}: {setting.Default}");
    }

    private void AddHosts(OutputGate file)
    {
        var hosts = Policy.Services.SelectMany(service => service.Requirements)
            .Where(requirement => requirement.Addresses.IsEmpty)
            .Select(requirement => requirement.Host)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (hosts.Count == 0) return;
        file.EndLine();
        Comment(file, "  ", DescriptionOf(ConfigKeys.Hosts) + $" 'starface-policy resolve --stack {Stack}' writes that file.");
        file.WriteLine($"{CommentedKey}{ConfigKeys.Hosts}:");
        foreach (var host in hosts) file.WriteLine($"  #  {host}: [192.0.2.1]");
    }

    private void AddNeverCut(OutputGate file)
    {
        if (Policy.Services.IsEmpty) return;
        file.EndLine();
        Comment(file, "  ", DescriptionOf(ConfigKeys.NeverCut));
        file.WriteLine($"{CommentedKey}{ConfigKeys.NeverCut}: [{Policy.Services[0].Id}]");
    }

    private static void AddKey(OutputGate file, KeyDescription known)
    {
        file.EndLine();
        var example = known.IsRequired ? $" For example {known.Example}" : "";
        Comment(file, "  ", known.Text + example);
        file.WriteLine(known.IsRequired ? $"{Key}{known.Key}:" : $"{CommentedKey}{known.Key}: {known.Example}");
    }

    private static void Required(OutputGate file, string key, string value)
    {
        Comment(file, "  ", DescriptionOf(key));
        file.WriteLine($"{Key}{key}: {value}");
    }

    private static string DescriptionOf(string key) => ConfigKeys.Described.First(known => known.Key == key).Text;

    private string ExampleOf(string group) =>
        ArgumentProblems.FindNotServedByClouds(Policy, group) is null
            ? $"[{Peer.CloudItself}] for what the cloud itself serves, or [192.0.2.53]"
            : ExamplePeers;

    /// <summary>The services that are open to a group, with their ports.</summary>
    private string ServicesOf(string group) => string.Join(
        "; ",
        Policy.Allowances.Where(allowance => allowance.PeerGroup == group)
            .Select(allowance => allowance.Service)
            .Select(service => $"{service.Title}: {string.Join(", ", PortsOf(service))}"));

    private static IEnumerable<string> PortsOf(ServiceDefinition service) => service.Requirements
        .Where(requirement => requirement.NeedsPeers)
        .Select(requirement => string.Join(
            ' ',
            RuleText.Describe(requirement.Direction),
            RuleText.Describe(requirement.Protocol),
            RuleText.Ports(requirement.Protocol, requirement.Ports)))
        .Distinct(StringComparer.Ordinal);

    /// <summary>A comment. A text may be anybody's, and stays one.</summary>
    private static void Comment(OutputGate file, string indent, string text)
    {
        foreach (var line in TextWrap.Lines(SafeText.From(text).ReplaceLineEndings(" "), Width)) file.WriteLine($"{indent}# {line}");
    }
}
