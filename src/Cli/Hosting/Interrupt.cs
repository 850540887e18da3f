using System.Runtime.InteropServices;

namespace Starface.Cli.Hosting;

/// <summary>
/// Ctrl-C. The first one ends what is being read, so that what is known is still reported; the second ends the program. Nothing is
/// registered before a command asks, since most are over before anyone could press a key.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private PosixSignalRegistration? _registration;

    /// <summary>Listens from now on.</summary>
    /// <returns>What the first Ctrl-C cancels.</returns>
    public CancellationToken Listen()
    {
        _registration ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted);
        return _source.Token;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration?.Dispose();
        _source.Dispose();
    }

    private void Interrupted(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
