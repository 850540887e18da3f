namespace Starface.Probes.Planning;

/// <summary>The most that is sent, which is told before anything is.</summary>
/// <param name="Probes">The probes.</param>
/// <param name="Addresses">The addresses that they go to.</param>
/// <param name="Datagrams">The datagrams.</param>
/// <param name="Connections">The TCP connections.</param>
internal sealed record ProbeBudget(int Probes, int Addresses, int Datagrams, int Connections)
{
    /// <summary>The budget of probes.</summary>
    /// <param name="probes">The probes; those that are not tried cost nothing.</param>
    /// <param name="limit">How long one of them may take.</param>
    public static ProbeBudget For(IEnumerable<Probe> probes, TimeSpan limit)
    {
        var tried = probes.Where(probe => probe.Known is null).ToList();
        return new ProbeBudget(
            tried.Count,
            tried.Select(probe => probe.Remote).Distinct(StringComparer.Ordinal).Count(),
            tried.Sum(probe => ProbeCost.Datagrams(probe, limit)),
            tried.Sum(ProbeCost.Connections));
    }
}
