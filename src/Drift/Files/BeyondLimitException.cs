using Starface.Policy.Problems;

namespace Starface.Drift.Files;

/// <summary>More comes than is accepted. It is not an <see cref="IOException"/>, since asking again gives no less.</summary>
/// <param name="limit">The limit.</param>
internal sealed class BeyondLimitException(InputLimit limit) : FormatException($"it has {limit.Excess}")
{
    /// <summary>The limit.</summary>
    public InputLimit Limit { get; } = limit;
}
