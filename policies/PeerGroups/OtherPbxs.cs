namespace Starface.Policies;

/// <summary>The other PBXs of a PBX network (Anlagenverbund).</summary>
public sealed class OtherPbxs : PeerGroup;
