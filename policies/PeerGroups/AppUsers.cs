namespace Starface.Policies;

/// <summary>The networks from which people use the Desktop and Mobile Apps.</summary>
public sealed class AppUsers : PeerGroup;
