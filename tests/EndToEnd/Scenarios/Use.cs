using System.Collections.Concurrent;
using Starface.EndToEnd.Scenarios.Software;

namespace Starface.EndToEnd.Scenarios;

/// <summary>One use of the PBX, and what was observed in it.</summary>
/// <param name="workshop">The software.</param>
/// <param name="isIPv6">The family that is used.</param>
/// <param name="expectedToFail">What is expected to fail: it is not waited for as long as what is expected to work.</param>
internal sealed class Use(Workshop workshop, bool isIPv6, IReadOnlyCollection<string> expectedToFail)
{
    private static readonly TimeSpan s_failure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_success = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, bool> _observed = new(StringComparer.Ordinal);

    public Workshop Workshop => workshop;

    public bool IsIPv6 => isIPv6;

    /// <summary>Whether each thing worked that was tried.</summary>
    public IReadOnlyDictionary<string, bool> Observed => _observed;

    /// <summary>What did not work, in ordinal order.</summary>
    public IEnumerable<string> Failed => _observed.Where(entry => !entry.Value).Select(entry => entry.Key).Order(StringComparer.Ordinal);

    /// <summary>Tries whether something works.</summary>
    /// <param name="what">What it is, in the words of a person who notices.</param>
    /// <param name="attempt">Tries it for so long.</param>
    public bool Observe(string what, Func<TimeSpan, bool> attempt)
    {
        var works = attempt(expectedToFail.Contains(what) ? s_failure : s_success);
        if (!_observed.TryAdd(what, works)) throw new InvalidOperationException($"'{what}' was observed twice.");
        return works;
    }

    /// <summary>Notes that something cannot work, since what it needs does not.</summary>
    public void Skip(params IEnumerable<string> what)
    {
        foreach (var name in what) Observe(name, _ => false);
    }
}
