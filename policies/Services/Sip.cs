namespace Starface.Policies;

/// <summary>SIP signalling in the clear, with phones and SIP providers. Either side may open the connection.</summary>
[Service("sip", Title = "SIP")]
[Needs<RtpMedia>]
[Inbound(Protocol.Udp, 5060, Unencrypted = true, Source = "Port table, row 5060 UDP: Nutzung durch SIP")]
[Inbound(Protocol.Tcp, 5060, Unencrypted = true, Source = "Port table, row 5060 TCP: Nutzung durch SIP")]
[Outbound(Protocol.Udp, 5060, Unencrypted = true, Source = "Port table, row 5060 UDP: Nutzung durch SIP")]
[Outbound(Protocol.Tcp, 5060, Unencrypted = true, Source = "Port table, row 5060 TCP: Nutzung durch SIP")]
public sealed partial class Sip;
