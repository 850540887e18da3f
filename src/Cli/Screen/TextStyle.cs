namespace Starface.Cli.Screen;

/// <summary>What a piece of text is, from which a terminal concludes its colour.</summary>
internal enum TextStyle
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Less important than its surroundings.</summary>
    Muted,

    /// <summary>Good news.</summary>
    Good,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,
}
