namespace Starface.Policies;

/// <summary>The networks from which people use the web interface of the PBX.</summary>
public sealed class Users : PeerGroup;
