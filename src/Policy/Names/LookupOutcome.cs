namespace Starface.Policy.Names;

/// <summary>How a question to a resolver ended.</summary>
internal enum LookupOutcome
{
    /// <summary>With addresses.</summary>
    Addresses,

    /// <summary>With addresses that must not be believed, since no host on the Internet has them.</summary>
    Unbelievable,

    /// <summary>The name has no addresses of this family (NODATA).</summary>
    NoAddress,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>The resolver could not find out (SERVFAIL), or refused to answer.</summary>
    Failure,

    /// <summary>No answer came in time.</summary>
    NoAnswer,

    /// <summary>The answer cannot be understood, or is for another name.</summary>
    Malformed,

    /// <summary>The aliases (CNAME) of the name lead back to themselves, or are too many.</summary>
    AliasLoop,
}
