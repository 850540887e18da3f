using System.Collections.Immutable;
using Starface.Policy.Clouds;

namespace Starface.Policy.Configuration;

/// <summary>
/// The keys of a stack's configuration. In Pulumi's file each has the project's namespace before it: <c>starface:policy</c>.
/// </summary>
internal static class ConfigKeys
{
    /// <summary>The namespace of the keys: the name of the Pulumi project.</summary>
    public const string Namespace = ProgramIdentity.Package;

    /// <summary>The instance's name; the stack's when it is left out.</summary>
    public const string Name = "name";

    /// <summary>The cloud: <c>aws</c> or <c>azure</c>.</summary>
    public const string Cloud = "cloud";

    /// <summary>The policy's id.</summary>
    public const string Policy = "policy";

    /// <summary>The prefixes of each peer group.</summary>
    public const string Peers = "peers";

    /// <summary>Named lists of prefixes that <see cref="Peers"/> may refer to; only at the top of the file.</summary>
    public const string PeerSets = "peerSets";

    /// <summary>Moved ports by setting name.</summary>
    public const string Settings = "settings";

    /// <summary>The PBX version.</summary>
    public const string PbxVersion = "pbxVersion";

    /// <summary>Pinned addresses by host name.</summary>
    public const string Hosts = "hosts";

    /// <summary>
    /// The age in days up to which the file with the addresses of hosts is as good as new; only at the top of the file.
    /// </summary>
    public const string LockMaxAgeDays = "lockMaxAgeDays";

    /// <summary>The ids of services whose flows must never be cut.</summary>
    public const string NeverCut = "neverCut";

    /// <summary>The ids of services whose flows the next update may cut although they must never be; only at the top of the file.</summary>
    public const string AllowCut = "allowCut";

    /// <summary>
    /// What the plan must permit and must not permit. Those of an instance are added to those at the top of the file.
    /// </summary>
    public const string Tests = "tests";

    /// <summary>Whether the groups lie on an interface now; <c>false</c> where they wait for one. Only compared by <c>drift</c>.</summary>
    public const string Attached = "attached";

    /// <summary>The ids of interfaces, machines or subnets that the groups must lie on. Only compared by <c>drift</c>.</summary>
    public const string AttachedTo = "attachedTo";

    /// <summary>Whether the groups cannot be deleted as long as this stands.</summary>
    public const string Protect = "protect";

    /// <summary>Tags for the groups.</summary>
    public const string Tags = "tags";

    /// <summary>Several instances; the other keys at the top are their defaults.</summary>
    public const string Instances = "instances";

    /// <summary>
    /// Instead of <see cref="Instances"/>: a JSON file with that list, in the project's folder. Pulumi hands the configuration over in an
    /// environment variable, which holds 128 KiB on Linux.
    /// </summary>
    public const string InstancesFile = "instancesFile";

    /// <summary>
    /// The assembly with the policies, relative to the project's folder, for people and for the command line's message: configuration
    /// runs no code. A Pulumi program has its policies compiled in.
    /// </summary>
    public const string Assembly = "assembly";

    /// <summary>The keys of every cloud as new files and editors describe them.</summary>
    internal static readonly ImmutableArray<KeyDescription> Described =
    [
        new(Cloud, "Where the instance runs.", KeyForm.Other, null),
        new(Policy, "Which services are open to which peer groups. 'starface-policy list' names the policies.", KeyForm.Other, null),
        new(
            PeerSets, "Named lists of prefixes that peers may refer to.", KeyForm.Other,
            "{ head-office: [203.0.113.0/26, \"2001:db8:10::/48\"] }"),
        new(Peers, "The networks of each peer group: prefixes, names of peerSets, or groups of the cloud.", KeyForm.Other, null),
        new(Settings, "Ports that were moved on the PBX; the firewall follows.", KeyForm.Other, null),
        new(PbxVersion, "The PBX release. Left out, it is the current one.", KeyForm.Text, "\"7.0.0.19\""),
        new(
            Hosts, "Addresses pinned for host names. What is not pinned has the addresses of hosts.lock.yaml.", KeyForm.Other, null),
        new(
            NeverCut, "Ids of services whose flows must not be cut: what cuts them is refused.", KeyForm.Other, null),
        new(
            AllowCut,
            "What the next update may cut: services that must never be, and resource:NAME of attachments and groups.",
            KeyForm.Other,
            null),
        new(
            Tests, "Flows that must be permitted, and flows that must not: a plan that does otherwise is refused.", KeyForm.Other,
            "[deny: \"inbound tcp 23 from anywhere\"]"),
        new(Tags, "Tags for the groups, beside those by which the policy finds them again.", KeyForm.Other, "{ environment: production }"),
        new(Protect, "Whether the groups cannot be deleted until the key is taken back.", KeyForm.Flag, "true"),
        new(Name, "The instance's name. Left out, it is the stack's.", KeyForm.Text, "pbx-01"),
        new(Attached, "false for groups that wait for an interface. 'drift' compares it.", KeyForm.Flag, "false"),
        new(
            AttachedTo, "Ids of interfaces, machines or subnets that a group must lie on. 'drift' compares them.", KeyForm.Texts, null),
        new(LockMaxAgeDays, "The days after which plans warn that hosts.lock.yaml is old. Left out, 30.", KeyForm.Number, "30"),
        new(Instances, "Several instances. The other keys are their defaults.", KeyForm.Other, null),
        new(InstancesFile, "Instead of 'instances': a JSON file with that list, in the project's folder.", KeyForm.Text, null),
        new(
            Assembly, "Where policies of your own are, for people. A command loads them with --assembly alone.", KeyForm.Text, null),
    ];

    /// <summary>The keys an instance may have on every cloud.</summary>
    internal static readonly ImmutableArray<string> OfInstance =
        [Attached, AttachedTo, Cloud, Hosts, Name, NeverCut, PbxVersion, Peers, Policy, Protect, Settings, Tags, Tests];

    /// <summary>The keys that only the top of a file may have.</summary>
    internal static readonly ImmutableArray<string> OfTop = [AllowCut, Assembly, Instances, InstancesFile, LockMaxAgeDays, PeerSets];
}
