namespace Starface.Drift.Output;

/// <summary>A language that texts are written in, with its own way to show a text that means nothing in it.</summary>
internal interface IMedium
{
    /// <summary>A text as the medium shows it, in one line and without any meaning of its own.</summary>
    /// <param name="text">The text.</param>
    static abstract string Escape(string text);
}
