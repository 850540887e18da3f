namespace Starface.Policies;

/// <summary>SIP signalling over TLS, with apps, phones and SIP providers. Either side may open the connection.</summary>
[Service("sip-tls", Title = "SIP over TLS")]
[Needs<RtpMedia>]
[Inbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12,
    Source = "Port table, row 5061 TCP: verschlüsselten Verbindungen zu einigen SIP-Providern")]
[Outbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12,
    Source = "Port table, row 5061 TCP: verschlüsselten Verbindungen zu einigen SIP-Providern")]
public sealed partial class SipTls;
