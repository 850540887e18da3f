namespace Starface.Cli.Hosting;

/// <summary>The version of this assembly, whichever program it runs in.</summary>
internal static class ProgramVersion
{
    /// <summary>Major, minor and patch.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
