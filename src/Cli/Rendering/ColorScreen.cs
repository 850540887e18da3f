using Spectre.Console;

namespace Starface.Cli.Rendering;

/// <summary>A terminal with colours. Spectre.Console finds out what the terminal can show.</summary>
internal sealed class ColorScreen : TableScreen
{
    private static readonly Style Heading = new(decoration: Decoration.Bold);
    private static readonly Style Muted = new(decoration: Decoration.Dim);
    private static readonly Style Good = new(foreground: Color.Green, decoration: Decoration.Bold);
    private static readonly Style Warning = new(foreground: Color.Yellow);
    private static readonly Style Error = new(foreground: Color.Red, decoration: Decoration.Bold);

    private readonly IAnsiConsole _console;

    private ColorScreen(IAnsiConsole console, int width)
        : base(width) => _console = console;

    /// <summary>The screen of a terminal.</summary>
    /// <param name="output">The terminal's writer.</param>
    /// <param name="width">The columns tables may take.</param>
    public static ColorScreen On(TextWriter output, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        // Lines come wrapped; the console must not wrap them once more.
        console.Profile.Width = int.MaxValue;
        return new ColorScreen(console, width);
    }

    /// <inheritdoc/>
    public override void Write(string text, Tone tone = Tone.Plain) =>
        _console.Write(text, tone switch
        {
            Tone.Heading => Heading,
            Tone.Muted => Muted,
            Tone.Good => Good,
            Tone.Warning => Warning,
            Tone.Error => Error,
            _ => Style.Plain,
        });

    /// <inheritdoc/>
    public override void EndLine() => _console.Write("\n");
}
