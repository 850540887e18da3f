namespace Starface.Policies;

/// <summary>The LDAP and Active Directory servers the PBX reads address books from and checks passwords against.</summary>
public sealed class DirectoryServers : PeerGroup;
