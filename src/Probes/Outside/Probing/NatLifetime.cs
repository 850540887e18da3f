using System.Collections.Immutable;

namespace Starface.Probes.Outside.Probing;

/// <summary>How long what is on the way remembers a UDP conversation in which nobody speaks.</summary>
/// <param name="Kept">The longest silence, in seconds, after which an answer still came; 0 where none did.</param>
/// <param name="Lost">The shortest longer one after which none came; null where an answer came after the longest silence.</param>
internal sealed record NatLifetime(int Kept, int? Lost)
{
    /// <summary>What follows from the silences after which an answer came.</summary>
    /// <param name="tried">The silences, in ascending order.</param>
    /// <param name="answered">Those after which an answer came. That a shorter one is missing is a loss of its packets.</param>
    public static NatLifetime From(ImmutableArray<int> tried, IReadOnlySet<int> answered)
    {
        var kept = tried.Where(answered.Contains).DefaultIfEmpty(0).Max();
        return new NatLifetime(kept, tried.Where(silence => silence > kept).Select(silence => (int?)silence).FirstOrDefault());
    }

    /// <summary>The lifetime in words.</summary>
    public string Describe() => (Kept, Lost) switch
    {
        (_, null) => FormattableString.Invariant($"a UDP conversation is remembered for at least {Kept} s of silence"),
        (0, { } lost) => FormattableString.Invariant($"a UDP conversation is forgotten within {lost} s of silence"),
        _ => FormattableString.Invariant($"a UDP conversation is remembered for {Kept} s of silence, and forgotten after {Lost} s"),
    };
}
