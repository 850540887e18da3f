namespace Starface.Policy.Clouds.Nftables;

/// <summary>Where the ruleset is loaded.</summary>
internal enum NftablesPlacement
{
    /// <summary>On a router or firewall in front of the network the policy protects: the forward hook.</summary>
    Forward,

    /// <summary>On the protected machine itself: the input and output hooks.</summary>
    Host,
}
