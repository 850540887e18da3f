namespace Starface.Cli.Hosting;

/// <summary>The exit codes. A pipeline reads them, so they never change.</summary>
internal static class ExitCode
{
    /// <summary>The command did what it was asked to do, the flow is allowed, or nothing differs.</summary>
    public const int Success = 0;

    /// <summary>The input is wrong, or something could not be found out.</summary>
    public const int Error = 1;

    /// <summary>There is something to look at: a plan that cannot be applied, a flow that is denied, a difference.</summary>
    public const int Findings = 2;
}
