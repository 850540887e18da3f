namespace Starface.Cli.Rendering;

/// <summary>
/// What stands between the texts of a table. It is cut from a text that is there already: the framework's filling of a new one is compiled
/// anew at every start, since it suits itself to the processor.
/// </summary>
internal static class Filling
{
    private const string Space = "                                                                                                                                                ";
    private const string Line = "────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────";

    /// <summary>Spaces.</summary>
    /// <param name="count">How many, 0 or more.</param>
    public static string Spaces(int count) => count <= Space.Length ? Space[..count] : new string(' ', count);

    /// <summary>A line under a header.</summary>
    /// <param name="count">How wide, 0 or more.</param>
    public static string Lines(int count) => count <= Line.Length ? Line[..count] : new string('─', count);
}
