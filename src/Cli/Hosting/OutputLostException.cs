namespace Starface.Cli.Hosting;

/// <summary>The output cannot be written any more: its file system is full, or the stream is closed.</summary>
/// <param name="reason">What the system said.</param>
internal sealed class OutputLostException(Exception reason) : Exception(null, reason);
