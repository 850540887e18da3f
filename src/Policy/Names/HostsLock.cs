using System.Collections.Immutable;

namespace Starface.Policy.Names;

/// <summary>The lock: the addresses that the names of hosts had when they were last resolved.</summary>
internal sealed class HostsLock
{
    /// <summary>The name of the file, which is in the folder of the Pulumi project.</summary>
    public const string FileName = "hosts.lock.yaml";

    private readonly Dictionary<string, LockedHost> _byName;

    /// <summary>A lock.</summary>
    /// <param name="checkedOn">The day on which all hosts were last resolved.</param>
    /// <param name="hosts">The hosts; no two of the same name.</param>
    public HostsLock(CalendarDate checkedOn, IEnumerable<LockedHost> hosts)
    {
        CheckedOn = checkedOn;
        Hosts = [.. hosts.OrderBy(host => host.Name, StringComparer.Ordinal)];
        _byName = Hosts.ToDictionary(host => host.Name, StringComparer.Ordinal);
    }

    /// <summary>The day on which all hosts were last resolved.</summary>
    public CalendarDate CheckedOn { get; }

    /// <summary>The hosts in ordinal order of their names.</summary>
    public ImmutableArray<LockedHost> Hosts { get; }

    /// <summary>The file as messages call it.</summary>
    public string File { get; init; } = FileName;

    /// <summary>The host of a name, or null.</summary>
    /// <param name="name">The name; letter case does not count.</param>
    public LockedHost? Find(string name) => _byName.TryGetValue(LockedHost.KeyOf(name), out var host) ? host : null;

    /// <summary>The place of a host in the file.</summary>
    /// <param name="host">One of <see cref="Hosts"/>.</param>
    public Place PlaceOf(LockedHost host) => new() { File = File, Line = host.Line };
}
