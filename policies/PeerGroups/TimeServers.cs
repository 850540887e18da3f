namespace Starface.Policies;

/// <summary>The NTP servers the PBX takes its time from.</summary>
public sealed class TimeServers : PeerGroup;
