namespace Starface.Policies;

/// <summary>The networks from which the operating system of the PBX is maintained.</summary>
public sealed class SshAdministrators : PeerGroup;
