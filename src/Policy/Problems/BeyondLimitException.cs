namespace Starface.Policy.Problems;

/// <summary>More comes than is accepted. It is not an <see cref="IOException"/>, since asking again gives no less.</summary>
/// <param name="limit">The limit.</param>
internal sealed class BeyondLimitException(InputLimit limit) : FormatException(Describe(limit))
{
    /// <summary>The limit.</summary>
    public InputLimit Limit { get; } = limit;

    /// <summary>What to say. A file is named where its problem is; of an answer nobody knows which one it is.</summary>
    /// <param name="limit">The limit.</param>
    public static string Describe(InputLimit limit) =>
        $"{(IsPart(limit) ? limit.What : "it")} has {limit.Excess}; {limit.Way}";

    private static bool IsPart(InputLimit limit) =>
        limit == InputLimits.Answer || limit == InputLimits.ErrorAnswer || limit == InputLimits.ListItem;
}
