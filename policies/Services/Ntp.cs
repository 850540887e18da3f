namespace Starface.Policies;

/// <summary>The time the PBX takes from an external server.</summary>
[Service("ntp", Title = "NTP")]
[Outbound(Protocol.Udp, 123, Source = "Port table, row 123 UDP: Setzen/Abgleichen der Systemzeit")]
public sealed partial class Ntp;
