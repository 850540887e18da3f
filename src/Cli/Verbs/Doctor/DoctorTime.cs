using System.Diagnostics;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>The time that a run may take, from the first name that is looked up to the last packet.</summary>
/// <param name="limit">How long it may take.</param>
/// <param name="interrupted">Is cancelled by a person.</param>
internal sealed class DoctorTime(TimeSpan limit, CancellationToken interrupted)
{
    private readonly Stopwatch _since = new();
    private CancellationTokenSource? _end;

    /// <summary>Is cancelled by a person.</summary>
    public CancellationToken Interrupted => interrupted;

    /// <summary>Whether a person has ended the run.</summary>
    public bool IsInterrupted => interrupted.IsCancellationRequested;

    /// <summary>Is cancelled by a person, and when the time is over.</summary>
    public CancellationToken Token => _end!.Token;

    /// <summary>What is left of the time.</summary>
    public TimeSpan Left => limit > _since.Elapsed ? limit - _since.Elapsed : TimeSpan.Zero;

    /// <summary>Starts the clock.</summary>
    /// <returns>What is disposed of at the end.</returns>
    public IDisposable Begin()
    {
        _since.Start();
        _end = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        _end.CancelAfter(limit);
        return _end;
    }
}
