namespace Starface.Policies;

/// <summary>The shell of the PBX, for those who maintain its operating system.</summary>
[Service("ssh", Title = "SSH for administration")]
[Inbound(Protocol.Tcp, 22, Setting = "SshPort", Basis = Basis.Operator, Source = "RFC 4253, port 22: secure shell")]
public sealed partial class Ssh;
