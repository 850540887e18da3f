namespace Starface.Policies;

/// <summary>The vendor's servers for updates of the PBX and for the firmware of phones.</summary>
[Service("updates", Title = "Updates and firmware")]
[Outbound(Protocol.Tcp, 80, Host = "update.starface.de", Unencrypted = true, Basis = Basis.Stated,
    Source = "Server addresses, row update.starface.de 80: Zugriff auf Updates der STARFACE")]
[Outbound(Protocol.Tcp, 443, Host = "update.starface.de", Basis = Basis.Stated,
    Source = "Server addresses, row update.starface.de 443: Zugriff auf Updates der STARFACE")]
[Outbound(Protocol.Tcp, 80, Host = "starface-cdn.de", Unencrypted = true, Basis = Basis.Stated,
    Source = "Server addresses, row starface-cdn.de 80: Zugriff auf Updates und die Firmwares der STARFACE")]
[Outbound(Protocol.Tcp, 443, Host = "starface-cdn.de", Basis = Basis.Stated,
    Source = "Server addresses, row starface-cdn.de 443: Zugriff auf Updates der STARFACE")]
[Outbound(Protocol.Tcp, 80, Host = "www.starface-cdn.de", Unencrypted = true, Basis = Basis.Stated,
    Source = "Server addresses, row www.starface-cdn.de 80: Zugriff auf Updates der STARFACE")]
[Outbound(Protocol.Tcp, 443, Host = "www.starface-cdn.de", Basis = Basis.Stated,
    Source = "Server addresses, row www.starface-cdn.de 443: Zugriff auf Updates der STARFACE")]
public sealed partial class Updates;
