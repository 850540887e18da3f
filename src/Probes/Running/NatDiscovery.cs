using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Starface.Probes.Clients;
using Starface.Probes.Planning;
using Starface.Probes.Wire;
using AddressFamily = Starface.Policy.Flows.AddressFamily;

namespace Starface.Probes.Running;

/// <summary>
/// Finds out what kind of NAT lies on the way, from two STUN servers of the policy that answered, or from one whose second address is among
/// the policy's. The address that a server names is never written to for having been named.
/// </summary>
/// <param name="sockets">Makes sockets.</param>
internal sealed class NatDiscovery(ProbeSockets sockets)
{
    private const string OutOfTime = "there was no time left";

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <summary>Finds it out for each family.</summary>
    /// <param name="results">The results of the run.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<ImmutableArray<NatFinding>> FindAsync(ImmutableArray<ProbeResult> results, CancellationToken token)
    {
        var families =
            from result in results
            where result.Probe.Method == ProbeMethod.Stun && result.Outcome.Verdict == ProbeVerdict.Works
            let server = ProbeSockets.EndPoint(result.Probe.Address!.Value, result.Probe.Port)
            group server by result.Probe.Address!.Value.Family;
        var targets = results.Where(result => result.Probe is { IsToTry: true, Method: ProbeMethod.Stun })
            .Select(result => ProbeSockets.EndPoint(result.Probe.Address!.Value, result.Probe.Port)).ToHashSet();
        var findings = await Task.WhenAll(families.Select(family => FindAsync(family.Key, [.. family.Distinct()], targets, token)))
            .ConfigureAwait(false);
        return [.. findings.OfType<NatFinding>()];
    }

    private async Task<NatFinding?> FindAsync(
        AddressFamily family, ImmutableArray<IPEndPoint> servers, HashSet<IPEndPoint> targets, CancellationToken token)
    {
        try
        {
            using var socket = sockets.OpenUdp(servers[0].AddressFamily);
            var first = await AskAsync(socket, servers[0], default, token).ConfigureAwait(false);
            if (first?.Mapped is not { } mapped) return token.IsCancellationRequested ? NatFinding.Unknown(family, OutOfTime) : null;
            var filtering = FilterAsync(servers[0], first, token);
            var (mapping, why) = await MapAsync(socket, mapped, first, servers, targets, token).ConfigureAwait(false);
            var (filter, whyNot) = await filtering.ConfigureAwait(false);
            return new NatFinding(family, mapping, filter) { WhyNoMapping = why, WhyNoFiltering = whyNot };
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task<(NatBehaviour Mapping, string? Why)> MapAsync(
        Socket socket,
        IPEndPoint mapped,
        StunMessage first,
        ImmutableArray<IPEndPoint> servers,
        HashSet<IPEndPoint> targets,
        CancellationToken token)
    {
        using (var probe = sockets.OpenUdp(servers[0]))
        {
            var local = new IPEndPoint(((IPEndPoint)probe.LocalEndPoint!).Address, ((IPEndPoint)socket.LocalEndPoint!).Port);
            if (local.Equals(mapped)) return (NatBehaviour.None, null);
        }

        var second = servers.FirstOrDefault(server => !server.Address.Equals(servers[0].Address))
            ?? (first.OtherAddress is { } other && targets.Contains(other) ? other : null);
        if (second is null)
        {
            return (NatBehaviour.Unknown, first.OtherAddress is null
                ? "no STUN server of the policy with another address answered"
                : "the server's second address is not among the policy's targets");
        }

        var answer = await AskAsync(socket, second, default, token).ConfigureAwait(false);
        if (answer?.Mapped is not { } again)
        {
            return (
                NatBehaviour.Unknown, token.IsCancellationRequested ? OutOfTime : "the second STUN server did not answer again");
        }

        return (again.Equals(mapped) ? NatBehaviour.EndpointIndependent : NatBehaviour.AddressDependent, null);
    }

    /// <summary>
    /// Asks the server to answer from its second address, and from its second port, each to a socket that nobody else knows.
    /// </summary>
    private async Task<(NatBehaviour Filtering, string? Why)> FilterAsync(IPEndPoint server, StunMessage first, CancellationToken token)
    {
        if (first.OtherAddress is not { } other || other.Address.Equals(server.Address))
            return (NatBehaviour.Unknown, "the server has no second address (RFC 5780)");
        var answers = await Task.WhenAll(
            AskFreshAsync(server, (ChangesAddress: true, ChangesPort: true), token),
            AskFreshAsync(server, (ChangesAddress: false, ChangesPort: true), token)).ConfigureAwait(false);
        if (answers[0] == FreshAnswer.Came) return (NatBehaviour.EndpointIndependent, null);

        // That no answer came says something only where the question was asked, and was waited for.
        if (token.IsCancellationRequested) return (NatBehaviour.Unknown, OutOfTime);
        if (answers.Contains(FreshAnswer.NotAsked)) return (NatBehaviour.Unknown, "the server did not answer again");
        if (answers.Contains(FreshAnswer.Unchanged))
            return (NatBehaviour.Unknown, "the server does not change the address from which it answers");
        return (answers[1] == FreshAnswer.Came ? NatBehaviour.AddressDependent : NatBehaviour.AddressAndPortDependent, null);
    }

    /// <summary>What came of a question from a socket that nobody else knows.</summary>
    private async Task<FreshAnswer> AskFreshAsync(
        IPEndPoint server, (bool ChangesAddress, bool ChangesPort) change, CancellationToken token)
    {
        using var socket = sockets.OpenUdp(server.AddressFamily);
        if (await AskAsync(socket, server, default, token).ConfigureAwait(false) is null) return FreshAnswer.NotAsked;
        var isUnchanged = false;
        var came = await AskAsync(socket, server, change, token, () => isUnchanged = true).ConfigureAwait(false) is not null;
        return came ? FreshAnswer.Came : isUnchanged ? FreshAnswer.Unchanged : FreshAnswer.None;
    }

    /// <summary>Whether an answer came from where it was asked to come from.</summary>
    private static bool IsFromThere(IPEndPoint sender, IPEndPoint server, (bool ChangesAddress, bool ChangesPort) change) =>
        sender.Address.Equals(server.Address) != change.ChangesAddress && sender.Port == server.Port != change.ChangesPort;

    /// <summary>Asks twice; the answer may come from another address, where that was asked for.</summary>
    private static async Task<StunMessage?> AskAsync(
        Socket socket,
        IPEndPoint server,
        (bool ChangesAddress, bool ChangesPort) change,
        CancellationToken token,
        Action? unchanged = null)
    {
        const int longest = 2048;
        const int mostStrays = 32;
        var id = RandomNumberGenerator.GetBytes(StunMessage.IdLength);
        var request = StunMessage.Request(id, change.ChangesAddress, change.ChangesPort);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Patience);
        var receiving = ReceiveAsync();
        try
        {
            await socket.SendToAsync(request, SocketFlags.None, server, limit.Token).ConfigureAwait(false);
            await Task.WhenAny(receiving, Task.Delay(Again, limit.Token)).ConfigureAwait(false);
            if (!receiving.IsCompleted)
                await socket.SendToAsync(request, SocketFlags.None, server, limit.Token).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
        }

        return await receiving.ConfigureAwait(false);

        async Task<StunMessage?> ReceiveAsync()
        {
            var buffer = new byte[longest];
            var anyone = new IPEndPoint(
                server.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
            try
            {
                for (var strays = 0; strays < mostStrays; strays++)
                {
                    var received = await socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, anyone, limit.Token)
                        .ConfigureAwait(false);
                    if (!StunMessage.TryReadAnswer(buffer.AsSpan(0, received.ReceivedBytes), id, out var answer)) continue;
                    if (!IsFromThere((IPEndPoint)received.RemoteEndPoint, server, change)) unchanged?.Invoke();
                    else if (answer.ErrorCode is null) return answer;
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
            }

            return null;
        }
    }

    private enum FreshAnswer
    {
        /// <summary>The server did not answer the plain question before.</summary>
        NotAsked,

        /// <summary>No answer came.</summary>
        None,

        /// <summary>One came from where it was not to come from.</summary>
        Unchanged,

        /// <summary>It came.</summary>
        Came,
    }
}
