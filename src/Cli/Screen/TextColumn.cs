namespace Starface.Cli.Screen;

/// <summary>A column of a table.</summary>
/// <param name="Header">The header.</param>
internal sealed record TextColumn(string Header)
{
    /// <summary>The smallest width to which the column shrinks to fit the screen; null when it is never wrapped.</summary>
    public int? Narrowest { get; init; }

    /// <summary>Whether the column has numbers, which are aligned on the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>How the column's text looks.</summary>
    public TextStyle Style { get; init; }
}
