namespace Starface.Probes.Outside.Listening;

/// <summary>
/// The probers that a listener has seen, by their sessions: one that has finished need not be the last one. It may be used by several
/// threads.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class Attendance(TimeProvider clock)
{
    /// <summary>A prober without a channel that is silent for so long has gone: most of them wait 5 seconds for a port.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, Entry> _entries = [];

    /// <summary>Whether no prober is there that has not finished.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _entries.Values.All(HasGone);
        }
    }

    /// <summary>Notes that something came from a prober.</summary>
    /// <param name="session">Its session.</param>
    public void See(ulong session)
    {
        lock (_lock) EntryOf(session).Seen = clock.GetTimestamp();
    }

    /// <summary>Notes that a prober asks questions from now on.</summary>
    /// <param name="session">Its session.</param>
    public void Open(ulong session)
    {
        lock (_lock) EntryOf(session).Channels++;
    }

    /// <summary>Notes that a connection with questions has ended: after its last one a prober has gone, until it comes again.</summary>
    /// <param name="session">Its session.</param>
    public void Close(ulong session)
    {
        lock (_lock)
        {
            var entry = EntryOf(session);
            entry.Channels--;
            entry.Seen = null;
        }
    }

    /// <summary>Notes that a prober has finished.</summary>
    /// <param name="session">Its session.</param>
    public void Finish(ulong session)
    {
        lock (_lock) EntryOf(session).HasFinished = true;
    }

    private bool HasGone(Entry entry) => entry.HasFinished
        || (entry.Channels == 0 && (entry.Seen is not { } seen || clock.GetElapsedTime(seen) >= Patience));

    private Entry EntryOf(ulong session)
    {
        if (!_entries.TryGetValue(session, out var entry)) _entries.Add(session, entry = new Entry());
        return entry;
    }

    private sealed class Entry
    {
        public long? Seen { get; set; }

        public int Channels { get; set; }

        public bool HasFinished { get; set; }
    }
}
