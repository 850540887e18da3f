using System.Collections;
using System.Collections.Immutable;
using System.Net;
using Starface.Policy.Flows;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Listening;

/// <summary>What arrived of one prober's session. Its room is bounded: a number has a bit, and is used once.</summary>
internal sealed class ArrivalSession
{
    /// <summary>The numbers of a session: 0 to one less.</summary>
    public const int MostNumbers = 1 << 16;

    private const int MostRecords = 64;
    private const int MostSilences = 512;
    private readonly BitArray _seen = new(MostNumbers);
    private readonly Dictionary<(AddressFamily Family, int Port, int LocalPort), Entry> _entries = [];
    private readonly Dictionary<uint, SipRecord> _records = [];
    private int _silences;

    /// <summary>What arrived, in the order of family and port.</summary>
    public ImmutableArray<Arrival> Arrivals =>
    [
        .. _entries.OrderBy(entry => entry.Key)
            .Select(entry => new Arrival(
                entry.Key.Family,
                entry.Key.Port,
                entry.Key.LocalPort,
                entry.Value.Count,
                entry.Value.Repeated,
                (uint)Math.Min(entry.Value.Jitter.Microseconds, uint.MaxValue))),
    ];

    /// <summary>Notes a number; false where it came before, or is too large.</summary>
    /// <param name="number">The number.</param>
    public bool TryBegin(uint number)
    {
        if (number >= MostNumbers || _seen[(int)number]) return false;
        _seen[(int)number] = true;
        return true;
    }

    /// <summary>Notes a question; false where its number came before, or is too large.</summary>
    /// <param name="number">The number.</param>
    /// <param name="question">The question.</param>
    /// <param name="local">Where it arrived.</param>
    /// <param name="time">When, in microseconds.</param>
    public bool TryBegin(uint number, ProbeDatagram question, IPEndPoint local, ulong time)
    {
        var isNew = TryBegin(number);
        var family = local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? AddressFamily.IPv4 : AddressFamily.IPv6;
        var key = (family, question.Port, local.Port);
        if (!_entries.TryGetValue(key, out var entry))
        {
            if (_entries.Count == ControlBody.MostEntries) return isNew;
            _entries.Add(key, entry = new Entry());
        }

        if (isNew)
        {
            entry.Count++;
            entry.Jitter.Add(question.Time, time);
        }
        else
        {
            entry.Repeated++;
        }

        return isNew;
    }

    /// <summary>Notes that an answer is to come after a silence; false where too many are.</summary>
    public bool TryBeSilent() => _silences++ < MostSilences;

    /// <summary>Keeps a SIP request and its answer.</summary>
    public void Keep(uint number, SipRecord record)
    {
        if (_records.Count < MostRecords) _records.Add(number, record);
    }

    /// <summary>A SIP request that was kept, or null.</summary>
    public SipRecord? RecordOf(uint number) => _records.GetValueOrDefault(number);

    private sealed class Entry
    {
        public uint Count { get; set; }

        public uint Repeated { get; set; }

        public JitterMeter Jitter { get; } = new();
    }
}
