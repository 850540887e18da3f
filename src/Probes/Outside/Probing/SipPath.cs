using System.Collections.Immutable;
using Starface.Probes.Outside.Datagrams;

namespace Starface.Probes.Outside.Probing;

/// <summary>What became of a SIP request, and of its answer, on the way.</summary>
/// <param name="Port">The port at which the request arrived.</param>
/// <param name="There">What was rewritten in the request.</param>
/// <param name="Back">What was rewritten in the answer, where one came.</param>
internal sealed record SipPath(int Port, ImmutableArray<SipRewriting> There, ImmutableArray<SipRewriting> Back)
{
    /// <summary>Whether something was.</summary>
    public bool IsRewritten => !There.IsEmpty || !Back.IsEmpty;

    /// <summary>What was rewritten, in words; the texts on both sides are told elsewhere.</summary>
    public string Describe() => string.Join(
        "; ", new[] { Describe("in the request", There), Describe("in the answer", Back) }.Where(part => part.Length > 0));

    private static string Describe(string where, ImmutableArray<SipRewriting> rewritings)
    {
        var parts = rewritings.Select(rewriting => rewriting.Part).Distinct(StringComparer.Ordinal);
        return rewritings.IsEmpty ? "" : $"{where}: {string.Join(", ", parts)}";
    }
}
