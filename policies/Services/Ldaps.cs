namespace Starface.Policies;

/// <summary>External address books the PBX reads over LDAP with TLS.</summary>
// The table writes LDAP where a transport protocol belongs; LDAP is carried by TCP.
[Service("ldaps", Title = "LDAP address book over TLS")]
[Outbound(Protocol.Tcp, 636, Setting = "LdapsPort", Source = "Port table, row 636 LDAP: Zugriff mit TLS auf ein externes Adressbuch")]
public sealed partial class Ldaps;
