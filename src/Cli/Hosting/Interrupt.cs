using System.Runtime.InteropServices;

namespace Starface.Cli.Hosting;

/// <summary>
/// Ctrl-C. The first one cancels what is being read, so that what is known is still reported; the second one ends the program. Only
/// commands that run for long listen to it.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private PosixSignalRegistration? _registration;

    /// <summary>Starts listening.</summary>
    /// <returns>The token that the first Ctrl-C cancels.</returns>
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
