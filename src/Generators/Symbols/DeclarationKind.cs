namespace Starface.Generators.Symbols;

/// <summary>What an attribute declares.</summary>
internal enum DeclarationKind
{
    /// <summary>Nothing: it is not an attribute of Starface.Policy.</summary>
    None,

    /// <summary>A service.</summary>
    Service,

    /// <summary>A policy.</summary>
    Policy,

    /// <summary>A requirement of a service.</summary>
    Requirement,

    /// <summary>A remote host that the requirements of a service share.</summary>
    RemoteHost,

    /// <summary>Another service without which a service does not work.</summary>
    Need,

    /// <summary>A service that a policy opens.</summary>
    Allowance,

    /// <summary>Another policy whose allowances a policy includes.</summary>
    Inclusion,

    /// <summary>A service that a policy leaves out of what it includes.</summary>
    Exclusion,

    /// <summary>A scenario.</summary>
    Scenario,

    /// <summary>A flow that a scenario needs.</summary>
    Step,

    /// <summary>A peer group that takes part in a scenario in place of another.</summary>
    Substitute,

    /// <summary>A scenario that works with a policy.</summary>
    Support,
}
