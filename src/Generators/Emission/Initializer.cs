namespace Starface.Generators.Emission;

/// <summary>Writes an object initialiser with a space before it; nothing when it has no assignments.</summary>
/// <param name="writer">Takes the initialiser.</param>
internal ref struct Initializer(SourceWriter writer)
{
    private bool _isOpen;

    /// <summary>Begins an assignment; its value is what is written next.</summary>
    /// <param name="property">The property.</param>
    public SourceWriter Assign(string property)
    {
        writer.Part(_isOpen ? ", " : " { ").Part(property).Part(" = ");
        _isOpen = true;
        return writer;
    }

    /// <summary>Ends the initialiser.</summary>
    public readonly SourceWriter End() => _isOpen ? writer.Part(" }") : writer;
}
