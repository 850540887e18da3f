namespace Starface.Probes.Outside.Datagrams;

/// <summary>The interarrival jitter of packets (RFC 3550, section 6.4.1). The clocks of both ends need not agree.</summary>
internal sealed class JitterMeter
{
    private const double Gain = 1.0 / 16;
    private long? _transit;

    /// <summary>The jitter, in microseconds.</summary>
    public double Microseconds { get; private set; }

    /// <summary>Adds a packet, in the order of arrival.</summary>
    /// <param name="sent">When it was sent, in microseconds of the sender's clock.</param>
    /// <param name="arrived">When it arrived, in microseconds of the receiver's clock.</param>
    public void Add(ulong sent, ulong arrived)
    {
        var transit = unchecked((long)(arrived - sent));
        // Clocks that a stranger sets may be as far apart as numbers go.
        if (_transit is { } before) Microseconds += (Math.Abs((double)transit - before) - Microseconds) * Gain;
        _transit = transit;
    }
}
