namespace Starface.Cli.Rendering;

/// <summary>A screen without colours: a file, a pipe, or a terminal whose user wants none.</summary>
internal sealed class PlainScreen(TextWriter output, int width) : TableScreen(width)
{
    /// <inheritdoc/>
    public override void Write(string text, Tone tone = Tone.Plain) => output.Write(text);

    /// <inheritdoc/>
    public override void EndLine() => output.Write('\n');
}
