namespace Starface.Policies;

/// <summary>The networks the phones stand in, as the PBX sees them: behind NAT, the public addresses of the sites.</summary>
public sealed class Phones : PeerGroup;
