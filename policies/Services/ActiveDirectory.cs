namespace Starface.Policies;

/// <summary>Passwords of users the PBX has checked by Active Directory.</summary>
[Service("active-directory", Title = "Active Directory sign-in")]
[Outbound(Protocol.Udp, 1902, Setting = "AdPort", Source = "Port table, row 1902 UDP: Benutzerauthentifizierung über Active Directory")]
public sealed partial class ActiveDirectory;
