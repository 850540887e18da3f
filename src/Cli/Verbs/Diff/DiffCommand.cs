using Starface.Cli.Commands;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy.Changes;

namespace Starface.Cli.Verbs.Diff;

/// <summary><c>diff</c>: what traffic becomes possible or impossible, and what that does to running calls.</summary>
internal sealed class DiffCommand : CliCommand
{
    private readonly Argument<string> _before = new("A")
    {
        Description = "What is permitted now: a stack, a policy, either with @VERSION "
        + "behind it, or a file: of 'preview --format json', of 'pulumi stack export', or of the cloud's own command."
    };
    private readonly Argument<string> _after = new("B") { Description = "What is to be permitted." };
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stacks' files.",
    };
    private readonly Option<string[]> _allowCut = AgainstOptions.AllowCutOption();

    public DiffCommand()
        : base("diff", "Tells what traffic becomes possible or impossible between A and B, and which calls it cuts. Exit code 0: nothing, "
            + "2: something, 1: it would cut what must never be cut.")
    {
        Syntax.Add(_before);
        Syntax.Add(_after);
        Syntax.Add(_directory);
        Syntax.Add(_allowCut);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var selection = new InstanceSelection { Directory = parsed.GetValue(_directory) };
        var before = DiffSide.Read(parsed.GetRequiredValue(_before), selection, context.Catalog, context.Environment);
        var after = DiffSide.Read(parsed.GetRequiredValue(_after), selection, context.Catalog, context.Environment);
        var changes = PolicyChange.Pair(before, after, context.Environment.Clouds);

        if (WantsJson(parsed)) DiffJson.Write(changes, context.Output);
        else DiffText.Write(changes, context.Screen);

        var refusals = AgainstOptions.Refusals(ForbiddenCut.Find(changes), parsed.GetValue(_allowCut));
        context.Error.WriteProblems(refusals);
        return !refusals.IsEmpty ? ExitCode.Error : changes.All(change => change.IsNone) ? ExitCode.Success : ExitCode.Findings;
    }
}
