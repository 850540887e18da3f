namespace Starface.Policies;

/// <summary>SIP trunks of a PBX that speaks to its providers through Kamailio. Either side may open the connection.</summary>
[Service("sip-kamailio", Title = "SIP trunks through Kamailio")]
[Needs<RtpMedia>]
[Inbound(Protocol.Tcp, 5062, Unencrypted = true,
    Source = "Port table, row 5062 TCP und UDP: SIP Registrierung / Verbindung der STARFACE zu SIP Providern")]
[Inbound(Protocol.Udp, 5062, Unencrypted = true,
    Source = "Port table, row 5062 TCP und UDP: SIP Registrierung / Verbindung der STARFACE zu SIP Providern")]
[Inbound(Protocol.Tcp, 5063, Source = "Port table, row 5063 TCP: SIP Registrierung / Verbindung der STARFACE zu SIP Providern")]
[Outbound(Protocol.Tcp, 5062, Unencrypted = true,
    Source = "Port table, row 5062 TCP und UDP: SIP Registrierung / Verbindung der STARFACE zu SIP Providern")]
[Outbound(Protocol.Udp, 5062, Unencrypted = true,
    Source = "Port table, row 5062 TCP und UDP: SIP Registrierung / Verbindung der STARFACE zu SIP Providern")]
[Outbound(Protocol.Tcp, 5063, Source = "Port table, row 5063 TCP: SIP Registrierung / Verbindung der STARFACE zu SIP Providern")]
public sealed partial class SipKamailio;
