namespace Starface.Policy.Names;

/// <summary>What addresses of a special range are for.</summary>
internal enum SpecialUse
{
    /// <summary>Networks inside, which a host may be declared to be in.</summary>
    Private,

    /// <summary>Examples in documentation. A lock may have them, and an answer of a name server may not.</summary>
    Documentation,

    /// <summary>Anything else that is not the address of one host on the Internet.</summary>
    Other,
}
