namespace Starface.Generators.Models;

/// <summary>What can be generated for a declaration.</summary>
internal enum Soundness
{
    /// <summary>All of it.</summary>
    Sound,

    /// <summary>
    /// Its members, so that code that uses the class compiles and one mistake stays one message; its definition refuses to be read.
    /// </summary>
    Faulty,

    /// <summary>Nothing: there is no partial class that could be completed.</summary>
    Withheld,
}
