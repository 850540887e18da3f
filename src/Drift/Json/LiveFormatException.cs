namespace Starface.Drift.Json;

/// <summary>Something in a source of live groups that cannot be understood.</summary>
/// <param name="message">The place, the value and the fix.</param>
internal sealed class LiveFormatException(string message) : Exception(message);
