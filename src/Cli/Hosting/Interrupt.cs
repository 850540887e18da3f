using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Starface.Cli.Hosting;

/// <summary>
/// Ctrl-C, and the signal with which build services and 'timeout' end a command. The first one cancels what is being read, so that what is
/// known is still reported; the second one ends the program. Only commands that run for long listen to them.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private ImmutableArray<PosixSignalRegistration> _registrations = [];

    /// <summary>Starts listening.</summary>
    /// <returns>The token that the first Ctrl-C cancels.</returns>
    public CancellationToken Listen()
    {
        if (_registrations.IsEmpty)
        {
            _registrations =
            [
                PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted),
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupted),
            ];
        }

        return _source.Token;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Interrupted(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
