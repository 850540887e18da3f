namespace Starface.Policies;

/// <summary>The web interface and the REST interface of the PBX.</summary>
[Service("web-interface", Title = "Web interface and REST")]
[Inbound(Protocol.Tcp, 443, Setting = "WebPort", MinimumTls = Tls.V12,
    Source = "Port table, row 443 TCP: Zugriff auf die Weboberfläche der STARFACE via https")]
[Inbound(Protocol.Tcp, 80, Unencrypted = true,
    Source = "Port table, row 80 TCP: Zugriff auf die Weboberfläche der STARFACE und das REST Interface")]
public sealed partial class WebInterface;
