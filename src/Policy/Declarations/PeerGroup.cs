namespace Starface.Policy;

/// <summary>
/// A role of remote networks: administrators, SIP providers, phones. Derive an empty sealed class for each role;
/// which prefixes play it is said for every instance.
/// </summary>
public abstract class PeerGroup;

/// <summary>The peer group of all addresses, IPv4 and IPv6.</summary>
public sealed class Anywhere : PeerGroup
{
    private Anywhere() { }
}
