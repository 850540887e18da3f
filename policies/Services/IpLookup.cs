namespace Starface.Policies;

/// <summary>The vendor's service that tells the PBX its public address.</summary>
[Service("ip-lookup", Title = "Public address look-up")]
[Outbound(Protocol.Tcp, 80, Host = "iplookup.starface.com", Unencrypted = true, Basis = Basis.Stated,
    Source = "Server addresses, row iplookup.starface.com 80: Automatische Ermittlung der externen IP-Adresse")]
public sealed partial class IpLookup;
