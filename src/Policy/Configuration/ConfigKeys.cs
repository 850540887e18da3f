using System.Collections.Immutable;

namespace Starface.Policy.Configuration;

/// <summary>
/// The keys of a stack's configuration. In Pulumi's file each has the project's namespace before it: <c>starface:policy</c>.
/// </summary>
internal static class ConfigKeys
{
    /// <summary>The namespace of the keys: the name of the Pulumi project.</summary>
    public const string Namespace = "starface";

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

    /// <summary>The ids of services whose flows must never be cut.</summary>
    public const string NeverCut = "neverCut";

    /// <summary>The ids of services whose flows the next update may cut although they must never be; only at the top of the file.</summary>
    public const string AllowCut = "allowCut";

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

    /// <summary>The keys an instance may have on every cloud.</summary>
    internal static readonly ImmutableArray<string> OfInstance =
        [Attached, AttachedTo, Cloud, Hosts, Name, NeverCut, PbxVersion, Peers, Policy, Protect, Settings, Tags];

    /// <summary>The keys that only the top of a file may have.</summary>
    internal static readonly ImmutableArray<string> OfTop = [AllowCut, Instances, InstancesFile, PeerSets];
}
