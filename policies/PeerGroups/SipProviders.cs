namespace Starface.Policies;

/// <summary>The signalling networks of the SIP providers that carry calls to and from the telephone network.</summary>
public sealed class SipProviders : PeerGroup;
