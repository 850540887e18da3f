using Starface.Cli.Commands;
using System.CommandLine;
using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;

namespace Starface.Cli.Verbs.Compile;

/// <summary><c>compile</c>: the plan as a Pulumi program that needs no .NET where it runs.</summary>
internal sealed class CompileCommand : CliCommand
{
    private readonly SelectionOptions _selection;
    private readonly AgainstOptions _against;
    private readonly Option<string> _output = new("--output")
    {
        HelpName = "DIR",
        Description = "The folder for Pulumi.yaml and Main.json; created if it does not exist.",
        Required = true,
    };

    public CompileCommand()
        : base(
            "compile",
            "Writes a complete Pulumi program in JSON (Pulumi.yaml and Main.json) that registers the same resources as 'preview' shows.")
    {
        _selection = new SelectionOptions(Syntax, several: true);
        Syntax.Add(_output);
        _against = new AgainstOptions(Syntax);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var selection = _selection.Read(parsed);
        var before = _against.Read(parsed, selection.Directory, null, context);
        var plans = PlannedInstance.All(
            AgainstOptions.Place(before, InstanceSelector.Select(selection, context.Catalog, context.Environment)));
        var comparison = _against.Compare(parsed, before, plans, selection, isComplete: true, context);
        if (comparison is { Refusals: { IsEmpty: false } refusals }) throw new UsageException(refusals);
        var program = PulumiProgram.From(plans);
        var folder = ProgramFolder.Open(parsed.GetRequiredValue(_output), context.Environment);
        folder.Write(program);
        if (WantsJson(parsed)) CompileJson.Write(program, folder, context.Output);
        else context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder.Display}: {program.ResourceCount} resources "
            + $"in Main.json, project in Pulumi.yaml"));
        return ExitCode.Success;
    }
}
