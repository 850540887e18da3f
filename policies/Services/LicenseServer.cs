namespace Starface.Policies;

/// <summary>The vendor's licence server, with which the PBX compares its licences.</summary>
[Service("license-server", Title = "Licence server")]
[Outbound(Protocol.Tcp, 80, Host = "license.starface.de", Unencrypted = true, Basis = Basis.Stated,
    Source = "Server addresses, row license.starface.de 80: Zugriff auf den Lizenzserver der STARFACE")]
[Outbound(Protocol.Tcp, 443, Host = "license.starface.de", Basis = Basis.Stated,
    Source = "Server addresses, row license.starface.de 443: Zugriff auf den Lizenzserver der STARFACE")]
[Outbound(Protocol.Tcp, 8383, Host = "license.starface.de", Basis = Basis.Stated,
    Source = "Server addresses, row license.starface.de 8383: Zugriff auf den Lizenzserver der STARFACE")]
public sealed partial class LicenseServer;
