using System.Collections.Immutable;

namespace Starface.Policy.Problems;

/// <summary>
/// The limits of what others wrote, so that no input takes memory or time out of proportion. docs/limits.md lists them for people.
/// </summary>
internal static class InputLimits
{
    /// <summary>The unit of sizes.</summary>
    public const string Bytes = "bytes";

    private const long MiB = 1 << 20;

    /// <summary>A file with configuration: of a stack or project, with addresses of hosts, guardrails, or accepted drift.</summary>
    public static InputLimit ConfigurationFile { get; } = new(
        "a stack's file, Pulumi.yaml, hosts.lock.yaml, guardrails.yaml, or the ignore file",
        16 * MiB,
        Bytes,
        "move the list of instances into starface:instancesFile, or divide the fleet into stacks");

    /// <summary>A file with the instances of a stack, or the values of an environment.</summary>
    public static InputLimit InstancesFile { get; } = new(
        "the file that starface:instancesFile names, or a file of --environment", 256 * MiB, Bytes, "divide the fleet into stacks");

    /// <summary>A document that is read in one piece.</summary>
    public static InputLimit Document { get; } = new(
        "a state, a saved plan, a report, or standard input",
        1024 * MiB,
        Bytes,
        "write a file for each stack, region or part of the fleet");

    /// <summary>What an interrupted run keeps for the next one.</summary>
    public static InputLimit Resume { get; } = new(
        "the file of --resume", 512 * MiB, Bytes, "run without it, or look at a part of the fleet with --shard");

    /// <summary>A list of a cloud's groups, interfaces or subnets, which is read item by item.</summary>
    public static InputLimit List { get; } = new(
        "a file with a list that a cloud's command wrote", 64 * 1024 * MiB, Bytes, "write a file for each region or subscription");

    /// <summary>An item of such a list. A virtual network of Azure tells each address that is in use, and may have some 10 MiB.</summary>
    public static InputLimit ListItem { get; } = new(
        "one group, interface, network or prefix list that a cloud's command wrote",
        64 * MiB,
        Bytes,
        "look whether a cloud's command wrote the file");

    /// <summary>An answer of a cloud: one page of a list.</summary>
    public static InputLimit Answer { get; } = new(
        "one page of a cloud's answer", 256 * MiB, Bytes, "look whether --endpoint-url is the cloud's");

    /// <summary>An answer of a cloud that has a status of an error. It is read as a tree, which takes many times its size.</summary>
    public static InputLimit ErrorAnswer { get; } = new(
        "a cloud's answer with an error", MiB, Bytes, "look whether --endpoint-url is the cloud's");

    /// <summary>How deep lists and maps are nested.</summary>
    public static InputLimit Nesting { get; } = new("lists and maps within each other", 64, "levels", "write it flatter");

    /// <summary>The instances of a stack.</summary>
    public static InputLimit Instances { get; } = new("a stack", 100_000, "instances", "divide the fleet into stacks");

    /// <summary>The peers of one peer group or set.</summary>
    public static InputLimit Peers { get; } = new(
        "a peer group or peer set", 100_000, "peers", "name wider networks, or a prefix list of the cloud");

    /// <summary>The peers of a stack's instances together.</summary>
    public static InputLimit PeersOfStack { get; } = new(
        "the instances of a stack together", 2_000_000, "peers", "name wider networks, or divide the fleet into stacks");

    /// <summary>The peer sets of a stack.</summary>
    public static InputLimit PeerSets { get; } = new("a stack", 10_000, "peer sets", "divide the fleet into stacks");

    /// <summary>The tests of an instance.</summary>
    public static InputLimit Tests { get; } = new(
        "an instance", 1_000, "tests", "test prefixes and peer groups in place of addresses");

    /// <summary>The guardrails of a fleet.</summary>
    public static InputLimit Guardrails { get; } = new("guardrails.yaml", 1_000, "guardrails", "combine them");

    /// <summary>The problems that a command tells of a file.</summary>
    public static InputLimit Problems { get; } = new(
        "a command that ends with problems", 1_000, "problems told", "fix those that are told; 'check --format json' has all of them");

    /// <summary>All of them.</summary>
    public static ImmutableArray<InputLimit> All { get; } =
    [
        ConfigurationFile, InstancesFile, Document, Resume, List, ListItem, Answer, ErrorAnswer, Nesting, Instances, Peers, PeersOfStack,
        PeerSets, Tests, Guardrails, Problems,
    ];
}
