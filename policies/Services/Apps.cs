namespace Starface.Policies;

/// <summary>The Desktop and Mobile Apps at the PBX: basic functions, encrypted signalling, and the XMPP server.</summary>
// The first port is that of the web server. Where it is changed, the firewall has to follow, says the vendor: hence the setting, which
// WebInterface shares. The sound of a call is RtpMedia.
[Service("apps", Title = "Desktop and Mobile Apps")]
[Needs<RtpMedia>]
[Inbound(Protocol.Tcp, 443, Setting = "WebPort", MinimumTls = Tls.V12,
    Source = "Port table, row 443 TCP: grundlegende Funktionen in den STARFACE Desktop Apps")]
[Inbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12, Source = "Port table, row 5061 TCP: TLS-Verschlüsselung in den STARFACE Desktop Apps")]
[Inbound(Protocol.Tcp, 5222, MinimumTls = Tls.V12,
    Source = "Port table, row 5222 TCP: Anmeldung der STARFACE Desktop Apps und der STARFACE Mobile Apps")]
public sealed partial class Apps;
