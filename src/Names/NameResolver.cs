using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Names;

/// <summary>Asks resolvers for the addresses of hosts: the only place that sends questions to name servers.</summary>
internal static class NameResolver
{
    /// <summary>The questions that are under way at once, to all resolvers together.</summary>
    private const int MostAtOnce = 32;

    /// <summary>The families that each host is asked for.</summary>
    public static readonly ImmutableArray<AddressFamily> Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    /// <summary>Asks every resolver for every host in every round.</summary>
    /// <param name="questions">What is asked, of whom, and how patiently.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>How each question ended, in the order of hosts, rounds, resolvers and families.</returns>
    public static async Task<ImmutableArray<Lookup>> AskAsync(NameQuestions questions, CancellationToken token)
    {
        var rounds = new List<ImmutableArray<Lookup>>();
        for (var round = 1; round <= questions.Rounds; round++)
        {
            if (round > 1) await questions.Delay(questions.Pause, token).ConfigureAwait(false);
            rounds.Add(await AskRoundAsync(questions, round, token).ConfigureAwait(false));
        }

        var order = questions.Hosts.Select((host, i) => (host, i)).ToDictionary(host => host.host, host => host.i, StringComparer.Ordinal);
        return [.. rounds.SelectMany(round => round).OrderBy(lookup => order[lookup.Host])];
    }

    private static async Task<ImmutableArray<Lookup>> AskRoundAsync(NameQuestions questions, int round, CancellationToken token)
    {
        var resolvers = questions.Resolvers.Select(address => new Resolver(address, questions, round)).ToList();
        var asked =
            from host in questions.Hosts
            from resolver in resolvers
            from family in Families
            select (host, resolver, family);
        var all = asked.ToList();
        var lookups = new Lookup[all.Count];
        var ended = (round - 1) * all.Count;
        await Parallel.ForAsync(
            0,
            all.Count,
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = token },
            async (i, cancel) =>
            {
                var (host, resolver, family) = all[i];
                lookups[i] = await AskAsync(resolver, host, family, cancel).ConfigureAwait(false);
                questions.Progress(Interlocked.Increment(ref ended), all.Count * questions.Rounds);
            }).ConfigureAwait(false);
        return [.. lookups];
    }

    private static Task<Lookup> AskAsync(Resolver resolver, string host, AddressFamily family, CancellationToken token) =>
        HostName.IsService(host) ? resolver.AskForServiceAsync(host, family, token) : resolver.AskForHostAsync(host, family, token);
}
