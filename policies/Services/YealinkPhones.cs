namespace Starface.Policies;

/// <summary>The Yealink servers that phones of a hosted PBX have to reach to be provisioned.</summary>
// Seen from the network the phones stand in: the PBX itself needs none of this. The vendor lists hosts and ports without a protocol; all
// of them are web and device management ports, hence TCP.
[Service("yealink-phones", Title = "Yealink phones of a hosted PBX", Viewpoint = Viewpoint.Phones)]
[RemoteHost("dm.yealink.com")]
[RemoteHost("api-dm.yealink.com")]
[RemoteHost("rps.yealink.com")]
[RemoteHost("rpscloud.yealink.com")]
[RemoteHost("pscloud.yealink.com")]
[Outbound(Protocol.Tcp, 80, Unencrypted = true, Basis = Basis.Stated,
    Source = "Yealink section, port 80: Telefone des Herstellers Yealink")]
[Outbound(Protocol.Tcp, 443, Basis = Basis.Stated, Source = "Yealink section, port 443: Telefone des Herstellers Yealink")]
[Outbound(Protocol.Tcp, 8443, Basis = Basis.Stated, Source = "Yealink section, port 8443: Telefone des Herstellers Yealink")]
[Outbound(Protocol.Tcp, 8445, Basis = Basis.Stated, Source = "Yealink section, port 8445: Telefone des Herstellers Yealink")]
[Outbound(Protocol.Tcp, 8446, Basis = Basis.Stated, Source = "Yealink section, port 8446: Telefone des Herstellers Yealink")]
[Outbound(Protocol.Tcp, 9989, Basis = Basis.Stated, Source = "Yealink section, port 9989: Telefone des Herstellers Yealink")]
public sealed partial class YealinkPhones;
