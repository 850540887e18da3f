namespace Starface.Policies;

/// <summary>The servers that the PBX writes its backups to.</summary>
public sealed class BackupTargets : PeerGroup;
