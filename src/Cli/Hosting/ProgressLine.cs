using System.Globalization;

namespace Starface.Cli.Hosting;

/// <summary>
/// A line on the error stream that says how far long work has come, and is wiped away at its end. It appears on a terminal only, and only
/// when the work has taken a while, so that a quick command does not flicker and a pipe gets nothing.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    /// <summary>How long work takes before it is worth a line.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the line changes.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private long _last;
    private TimeSpan _pause = Patience;
    private int _written;

    private ProgressLine(TextWriter error, TimeProvider time)
    {
        _error = error;
        _time = time;
        _last = time.GetTimestamp();
    }

    /// <summary>The line for a piece of work that begins now, or null where nobody would see it.</summary>
    /// <param name="environment">The machine.</param>
    /// <param name="error">The error stream.</param>
    public static ProgressLine? Start(CliEnvironment environment, TextWriter error) =>
        environment.IsErrorTerminal ? new ProgressLine(error, environment.Time) : null;

    /// <summary>Says how many of how many are done, when it is time to.</summary>
    /// <param name="what">What was done with them, such as <c>planned</c>.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="all">How many there are.</param>
    public void Report(string what, int done, int all)
    {
        if (_time.GetElapsedTime(_last) < _pause) return;
        _last = _time.GetTimestamp();
        _pause = Interval;
        Replace(string.Create(CultureInfo.InvariantCulture, $"{what} {done} of {all} instances"));
    }

    /// <summary>Wipes the line away.</summary>
    public void Dispose()
    {
        if (_written > 0) Replace("");
    }

    private void Replace(string text)
    {
        _error.Write('\r' + text.PadRight(_written));
        if (text.Length == 0) _error.Write('\r');
        _error.Flush();
        _written = text.Length;
    }
}
