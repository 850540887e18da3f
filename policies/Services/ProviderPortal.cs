namespace Starface.Policies;

/// <summary>The vendor's portal of SIP trunk contracts.</summary>
[Service("provider-portal", Title = "Provider portal")]
[Outbound(Protocol.Tcp, 443, Host = "siptrunk.de", Basis = Basis.Stated,
    Source = "Server addresses, row siptrunk.de 443: Zugriff auf das Providerportal")]
public sealed partial class ProviderPortal;
