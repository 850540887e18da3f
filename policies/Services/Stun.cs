namespace Starface.Policies;

/// <summary>The vendor's STUN servers, from which the PBX learns its public address.</summary>
// The vendor asks for both directions. Answers to the PBX's own requests need no inbound rule on a stateful firewall; a server that
// probes the NAT on its own account does.
[Service("stun", Title = "STUN")]
[RemoteHost("stun.starface.com")]
[RemoteHost("stun.teamfon.com")]
[Inbound(Protocol.Udp, 3478, Basis = Basis.Stated,
    Source = "STUN section and port table, row 3478 UDP: eingehenden und ausgehenden UDP-Datenverkehr")]
[Outbound(Protocol.Udp, 3478, Basis = Basis.Stated,
    Source = "STUN section and server addresses, port 3478 UDP: Zugriff auf den STUN Server")]
public sealed partial class Stun;
