namespace Starface.Generators.Models;

/// <summary>How much can be generated for a declaration.</summary>
internal enum GenerationState
{
    /// <summary>All of it.</summary>
    Complete,

    /// <summary>
    /// The members, so that code which uses the class compiles and one problem stays one message; its definition throws when it is read.
    /// </summary>
    StubOnly,

    /// <summary>Nothing: there is no partial class that could be completed.</summary>
    Skipped,
}
