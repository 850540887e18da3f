using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Drift.Json;

/// <summary>Collects what is wrong with the parts of a thing, of which the others are read all the same.</summary>
internal static class ProblemBuilder
{
    /// <summary>Reads a part. What cannot be understood becomes a problem.</summary>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="read">Reads the part.</param>
    public static void Try(this ImmutableArray<Problem>.Builder problems, Action read)
    {
        try
        {
            read();
        }
        catch (LiveFormatException malformed)
        {
            problems.Add(malformed.Problem);
        }
    }
}
