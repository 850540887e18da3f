namespace Starface.Policies;

/// <summary>The vendor's own SIP trunk, STARFACE Connect: signalling and media with its published addresses.</summary>
// The vendor names the host and its addresses but no ports. A Connect line is a SIP line, so the ports are those the port table gives for
// SIP (Sip) and for media (RtpMedia). Outbound SIP over UDP has no row of its own: its port lies within those of the media. For a line
// over TLS or through Kamailio, allow SipTls or SipKamailio to the same addresses as well.
[Service("starface-connect", Title = "STARFACE Connect")]
[RemoteHost("cluster.starface-connect.com", Addresses =
[
    "212.79.202.134", "194.36.60.125", "45.143.185.251", "212.79.207.78", "45.143.185.126", "212.79.220.36",
    "212.79.220.34", "212.79.206.208", "212.79.220.37", "212.79.200.42", "212.79.203.47", "212.79.220.35",
])]
[Inbound(Protocol.Udp, 5060, Unencrypted = true, Source = "Connect section, SIP 5060 UDP: STARFACE Connect Leitung")]
[Inbound(Protocol.Tcp, 5060, Unencrypted = true, Source = "Connect section, SIP 5060 TCP: STARFACE Connect Leitung")]
[Inbound(Protocol.Udp, 10_000, 20_000, Source = "Connect section, RTP 10.000 bis 20.000 UDP: STARFACE Connect Leitung")]
[Outbound(Protocol.Tcp, 5060, Unencrypted = true, Source = "Connect section, SIP 5060 TCP: STARFACE Connect Leitung")]
[Outbound(Protocol.Udp, 1_025, 65_535,
    Source = "Connect section, SIP 5060 UDP and RTP 1.025 bis 65.535 UDP: STARFACE Connect Leitung")]
public sealed partial class StarfaceConnect;
