namespace Starface.Policy.Names;

/// <summary>Why the addresses of a host say nothing about those it will have: it is spread over a network that serves many hosts.</summary>
internal enum NotPinnable
{
    /// <summary>It has more addresses than <see cref="LockedHost.MostAddresses"/>.</summary>
    TooManyAddresses,

    /// <summary>Shortly after it had been resolved, it had none of those addresses any more.</summary>
    Rotation,
}
