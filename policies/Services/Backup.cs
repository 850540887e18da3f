namespace Starface.Policies;

/// <summary>Backups that the PBX writes to a server: over SFTP unless the port says otherwise.</summary>
// The target and its protocol are the operator's choice, so the port is a setting: 445 for a Windows share, 2049 for NFS, 21 for FTP.
[Service("backup", Title = "Backup target")]
[Outbound(Protocol.Tcp, 22, Setting = "BackupPort", Basis = Basis.Operator, Source = "RFC 4253, port 22: backup over SFTP")]
public sealed partial class Backup;
