namespace Starface.Generators.Emission;

/// <summary>Writes an object initializer, with a space before it; nothing when it has no assignments.</summary>
/// <param name="writer">Receives the initializer.</param>
internal ref struct Initializer(SourceWriter writer)
{
    private bool _isOpen;

    /// <summary>Begins an assignment; the caller writes its value next.</summary>
    /// <param name="property">The property.</param>
    public SourceWriter Assign(string property)
    {
        writer.Part(_isOpen ? ", " : " { ").Part(property).Part(" = ");
        _isOpen = true;
        return writer;
    }

    /// <summary>Ends the initializer.</summary>
    public readonly SourceWriter End() => _isOpen ? writer.Part(" }") : writer;
}
