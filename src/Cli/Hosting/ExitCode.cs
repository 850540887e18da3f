namespace Starface.Cli;

/// <summary>The exit codes. A pipeline reads them, so they never change.</summary>
internal static class ExitCode
{
    /// <summary>Fine: what was asked for was done, or a flow is allowed.</summary>
    public const int Fine = 0;

    /// <summary>A mistake in the input, or something that could not be found out.</summary>
    public const int Error = 1;

    /// <summary>A finding: a plan that cannot be applied as it is, a flow that is denied, a difference.</summary>
    public const int Finding = 2;
}
