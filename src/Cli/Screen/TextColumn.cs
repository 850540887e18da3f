namespace Starface.Cli.Screen;

/// <summary>A column of a table.</summary>
/// <param name="Header">The header.</param>
internal sealed record TextColumn(string Header)
{
    /// <summary>The narrowest the column may become to fit the screen, or null when it is never wrapped.</summary>
    public int? Narrowest { get; init; }

    /// <summary>Whether the column holds numbers and stands at the right edge.</summary>
    public bool IsNumber { get; init; }

    /// <summary>How the column's text looks.</summary>
    public TextStyle Style { get; init; }
}
