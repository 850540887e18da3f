using System.Globalization;

namespace Starface.Drift.Fleet;

/// <summary>How long the regions and subscriptions took to read, so that a person learns which one the others waited for.</summary>
/// <param name="time">The clock.</param>
internal sealed class ReadTimes(TimeProvider time)
{
    /// <summary>What takes less is not worth a line.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private (string Place, TimeSpan Time) _slowest = ("", TimeSpan.Zero);
    private int _count;

    /// <summary>Measures the reading of a source.</summary>
    /// <param name="place">What the source is called.</param>
    /// <param name="read">Reads it.</param>
    public async Task<SourceRead> MeasureAsync(string place, Func<Task<SourceRead>> read)
    {
        var start = time.GetTimestamp();
        var result = await read().ConfigureAwait(false);
        var elapsed = time.GetElapsedTime(start);
        lock (_lock)
        {
            _count++;
            if (elapsed > _slowest.Time) _slowest = (place, elapsed);
        }

        return result;
    }

    /// <summary>The slowest source, or null where there are not several or all were quick.</summary>
    public string? Describe()
    {
        if (_count < 2 || _slowest.Time < Least) return null;
        var (slowest, all) = (_slowest.Time.TotalSeconds, time.GetElapsedTime(_start).TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{_slowest.Place} took longest to read: {slowest:0.0} s of {all:0.0} s");
    }
}
