using System.Collections.Concurrent;

namespace Starface.Probes.Running;

/// <summary>Keeps what is sent to one address apart: so many probes at once, and a pause between two that begin.</summary>
/// <param name="pause">The pause.</param>
/// <param name="most">The most probes of one address that are under way at once.</param>
internal sealed class HostPace(TimeSpan pause, int most) : IDisposable
{
    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.Ordinal);

    /// <summary>Waits until a probe of an address may begin.</summary>
    /// <param name="address">The address.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>What is disposed of when the probe has ended.</returns>
    public async Task<IDisposable> EnterAsync(string address, CancellationToken token)
    {
        var host = _hosts.GetOrAdd(address, _ => new Host(most));
        await host.Places.WaitAsync(token).ConfigureAwait(false);
        try
        {
            var wait = host.Reserve(pause);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, token).ConfigureAwait(false);
            return new Place(host.Places);
        }
        catch
        {
            host.Places.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var host in _hosts.Values) host.Places.Dispose();
    }

    private sealed class Host(int most)
    {
        private readonly Lock _lock = new();
        private long _next;

        public SemaphoreSlim Places { get; } = new(most);

        /// <summary>Reserves the next time at which a probe may begin.</summary>
        /// <returns>How long that is from now.</returns>
        public TimeSpan Reserve(TimeSpan pause)
        {
            lock (_lock)
            {
                var now = Environment.TickCount64;
                var begin = Math.Max(now, _next);
                _next = begin + (long)pause.TotalMilliseconds;
                return TimeSpan.FromMilliseconds(begin - now);
            }
        }
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
