using System.CommandLine;
using System.CommandLine.Invocation;

namespace Starface.Cli.Commands;

/// <summary>Writes the version of this assembly, whichever program it runs in.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool Terminating => true;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(typeof(VersionAction).Assembly.GetName().Version!.ToString(3));
        return ExitCode.Fine;
    }
}
