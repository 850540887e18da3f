namespace Starface.Probes.Outside.Pairing;

/// <summary>What a message between a prober and a listener is about. The answer is of the kind of the question.</summary>
internal enum ControlKind : byte
{
    /// <summary>Which ports the listener opened.</summary>
    Ports = 1,

    /// <summary>What arrived at them in a session.</summary>
    Arrivals = 2,

    /// <summary>A SIP request as it arrived, and its answer as it was sent.</summary>
    Sip = 3,

    /// <summary>The prober has finished; the listener ends.</summary>
    End = 4,

    /// <summary>For how many seconds the listener is still there.</summary>
    TimeLeft = 5,
}
