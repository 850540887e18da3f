using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>What a client works with.</summary>
/// <param name="Probe">What is tried.</param>
/// <param name="Remote">The address and port.</param>
/// <param name="Sockets">Makes sockets.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record Attempt(Probe Probe, IPEndPoint Remote, ProbeSockets Sockets, TimeSpan Limit)
{
    /// <summary>The clock, which the answers of time servers are compared with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The hosts of all that is tried, whose sites may send a client to each other.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>The certificates that chains must lead to, or null for those of this machine.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>A request in one datagram, at the times of the probe's method.</summary>
    /// <param name="request">The datagram.</param>
    public UdpQuestion Question(byte[] request) => Question(_ => request);

    /// <summary>A request in datagrams that differ, at the times of the probe's method.</summary>
    /// <param name="request">Makes the datagram with a number, from 0 on, at the moment in which it is sent.</param>
    public UdpQuestion Question(Func<int, ReadOnlyMemory<byte>> request) => new(request, ProbeCost.Schedule(Probe.Method, Limit), Limit);

    /// <summary>Asks in one datagram, at the times of the probe's method.</summary>
    /// <param name="request">The datagram.</param>
    /// <param name="read">Reads what comes.</param>
    /// <param name="token">Cancels the operation.</param>
    public Task<ProbeOutcome> AskAsync(byte[] request, DatagramReader read, CancellationToken token) =>
        Question(request).AskAsync(Remote, Sockets, read, token);
}
