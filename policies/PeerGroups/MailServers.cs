namespace Starface.Policies;

/// <summary>The mail servers that accept mail from the PBX.</summary>
public sealed class MailServers : PeerGroup;
