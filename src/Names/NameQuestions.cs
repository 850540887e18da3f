using System.Collections.Immutable;
using System.Net;
using Starface.Policy;

namespace Starface.Names;

/// <summary>What is asked, of whom, and how patiently.</summary>
/// <param name="Hosts">The names, in lower case.</param>
/// <param name="Resolvers">The resolvers; each is asked for every name.</param>
internal sealed record NameQuestions(ImmutableArray<string> Hosts, ImmutableArray<IPEndPoint> Resolvers)
{
    /// <summary>How often every question is asked.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>The time between two rounds, in which what rotates has moved on.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer is waited for. Each question is sent twice.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether a question is asked again about the host behind an alias, where a resolver leaves it open. Programs do not do so.
    /// </summary>
    public bool FollowsAliases { get; init; } = true;

    /// <summary>The most datagrams that are sent to each resolver in a round, where aliases are not followed.</summary>
    public int MostDatagrams => Hosts.Sum(static host => HostName.IsService(host) ? 1 + Resolver.MostTargets : 1)
        * NameResolver.Families.Length * Resolver.Attempts;

    /// <summary>Receives how many questions have ended, and how many there are; it may be called on any thread.</summary>
    public Action<int, int> Progress { get; init; } = static (_, _) => { };

    /// <summary>Waits; tests do not.</summary>
    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;
}
