namespace Starface.Policies;

/// <summary>The DNS resolvers the PBX asks.</summary>
public sealed class Resolvers : PeerGroup;
