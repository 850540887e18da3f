namespace Starface.Policies;

/// <summary>The networks that reach the PBX through a VPN: sites, home offices, and the gateway to the telephone network.</summary>
public sealed class Vpn : PeerGroup;
