namespace Starface.Drift.Json;

/// <summary>Something in a source of live groups that cannot be understood. The message names the place, the value and the mend.</summary>
/// <param name="message">The place, the value and the mend.</param>
internal sealed class LiveFormatException(string message) : Exception(message);
