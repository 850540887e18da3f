namespace Starface.Policies;

/// <summary>External address books the PBX reads over plain LDAP.</summary>
// The table writes LDAP where a transport protocol belongs; LDAP is carried by TCP.
[Service("ldap", Title = "LDAP address book")]
[Outbound(Protocol.Tcp, 389, Setting = "LdapPort", Unencrypted = true,
    Source = "Port table, row 389 LDAP: Unverschlüsselter Zugriff auf ein externes Adressbuch")]
public sealed partial class Ldap;
