using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Probes.Planning;

/// <summary>One attempt: what is said to which port of which address, and for which rows.</summary>
/// <param name="Remote">The remote side for people: an address, or the host, network or group that has none yet.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="Ports">The port; all ports of the row where it is not probed.</param>
/// <param name="Method">What is said.</param>
internal sealed record Probe(string Remote, Protocol Protocol, PortRange Ports, ProbeMethod Method)
{
    /// <summary>The address, or null where there is none.</summary>
    public Address? Address { get; init; }

    /// <summary>The host whose address it is, or null.</summary>
    public string? Host { get; init; }

    /// <summary>The rows that it is for, in their order.</summary>
    public ImmutableArray<ProbeRow> Rows { get; init; } = [];

    /// <summary>How it ends without anything being sent, or null where it is to be tried.</summary>
    public ProbeOutcome? Known { get; init; }

    /// <summary>The port.</summary>
    public int Port => Ports.From;

    /// <summary>The highest TLS version that one of its rows demands.</summary>
    public Tls MinimumTls => Rows.IsEmpty ? Tls.Unspecified : Rows.Max(row => row.Requirement.MinimumTls);

    /// <summary>Whether something is to be sent, which needs an address.</summary>
    public bool IsToTry => Known is null && Address is not null;

    /// <summary>The address and port as people write them.</summary>
    public string Describe()
    {
        var remote = Address is { Family: AddressFamily.IPv6 } ? $"[{Remote}]" : Remote;
        return $"{remote}:{Ports}";
    }

    /// <summary>Joins the probes that are one attempt, which then has the rows of all of them.</summary>
    /// <param name="probes">The probes, each with its row.</param>
    public static ImmutableArray<Probe> Join(IEnumerable<(ProbeRow Row, Probe Probe)> probes)
    {
        var joined = new List<Probe>();
        foreach (var (row, probe) in probes)
        {
            var same = joined.FindIndex(probe.IsSameAttempt);
            if (same < 0) joined.Add(probe with { Rows = [row] });
            else joined[same] = joined[same] with { Rows = joined[same].Rows.Add(row) };
        }

        return [.. joined];
    }

    /// <summary>Whether both are one attempt, which the rows of both need.</summary>
    /// <param name="other">The other probe.</param>
    public bool IsSameAttempt(Probe other) =>
        Remote == other.Remote && Protocol == other.Protocol && Ports == other.Ports && Method == other.Method && Host == other.Host
        && Known == other.Known;
}
