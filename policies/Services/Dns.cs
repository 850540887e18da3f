namespace Starface.Policies;

/// <summary>Names the PBX looks up at its resolvers.</summary>
[Service("dns", Title = "DNS")]
[Outbound(Protocol.Udp, 53, Source = "Port table, row 53 UDP und TCP: DNS")]
[Outbound(Protocol.Tcp, 53, Source = "Port table, row 53 UDP und TCP: DNS")]
public sealed partial class Dns;
