using System.Globalization;
using Starface.Drift.Output;

namespace Starface.Cli.Hosting;

/// <summary>
/// A line on the error stream that shows the progress of long work and disappears when it is done. It appears on a terminal only, and only
/// after a while, so that a quick command does not flicker and a pipe receives nothing.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    /// <summary>How long work runs before the line appears.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the line changes.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly OutputGate _error;
    private readonly TimeProvider _time;
    private long _last;
    private TimeSpan _pause = Patience;
    private bool _isShown;

    private ProgressLine(OutputGate error, TimeProvider time)
    {
        _error = error;
        _time = time;
        _last = time.GetTimestamp();
    }

    /// <summary>The line for work that begins now, or null where the error stream is not a terminal.</summary>
    /// <param name="environment">The machine.</param>
    /// <param name="error">The error stream.</param>
    public static ProgressLine? Start(CliEnvironment environment, OutputGate error) =>
        environment.IsErrorTerminal ? new ProgressLine(error, environment.Time) : null;

    /// <summary>Shows progress, at most once per interval.</summary>
    /// <param name="what">What is done with them, such as <c>planned</c>.</param>
    /// <param name="done">How many of them are done.</param>
    /// <param name="all">How many there are.</param>
    /// <param name="of">What they are.</param>
    public void Report(string what, int done, int all, string of = "instances")
    {
        if (_time.GetElapsedTime(_last) < _pause) return;
        _last = _time.GetTimestamp();
        _pause = Interval;
        Replace(string.Create(CultureInfo.InvariantCulture, $"{what} {done} of {all} {of}"));
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (_isShown) Replace("");
    }

    private void Replace(string text)
    {
        _error.Replace(text);
        _isShown = text.Length > 0;
    }
}
