namespace Starface.Policies;

/// <summary>The networks from which people administer the PBX.</summary>
public sealed class Administrators : PeerGroup;
