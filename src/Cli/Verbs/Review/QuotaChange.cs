namespace Starface.Cli.Verbs.Review;

/// <summary>How much of a cloud's limit is used before and after.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Before">How many before; null where the plan did not have it.</param>
/// <param name="After">How many after; null where the plan does not have it any more.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsNearlyReached">Whether there is no room for a usual change afterwards.</param>
internal sealed record QuotaChange(string Name, int? Before, int? After, int Limit, bool IsNearlyReached);
