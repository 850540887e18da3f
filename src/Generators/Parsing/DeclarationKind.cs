namespace Starface.Generators.Parsing;

/// <summary>The meaning of an attribute.</summary>
internal enum DeclarationKind
{
    /// <summary>None of ours.</summary>
    None,

    /// <summary>Declares a service.</summary>
    Service,

    /// <summary>Declares a policy.</summary>
    Policy,

    /// <summary>A requirement of a service.</summary>
    Requirement,

    /// <summary>A remote side that the requirements of a service share.</summary>
    RemoteHost,

    /// <summary>A service without which this one does not work.</summary>
    Companion,

    /// <summary>Opens a service in a policy.</summary>
    Allowance,
}
