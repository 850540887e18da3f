namespace Starface.EndToEnd.Packets.Layers;

/// <summary>What a rule does with a packet that it matches.</summary>
internal enum LayerAccess
{
    /// <summary>The packet passes this layer.</summary>
    Allow,

    /// <summary>The packet is dropped.</summary>
    Deny,

    /// <summary>The packet passes this layer and all behind it.</summary>
    AlwaysAllow,
}
