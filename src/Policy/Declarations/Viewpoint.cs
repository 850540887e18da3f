namespace Starface.Policy;

/// <summary>Whose network a service's requirements are seen from.</summary>
public enum Viewpoint
{
    /// <summary>The instance the PBX runs on.</summary>
    Pbx,

    /// <summary>The network the phones stand in, which is not the PBX's.</summary>
    Phones,
}
