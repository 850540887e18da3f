using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Diffing;
using Starface.Cli.Rendering;
using Starface.Cli.Selection;
using Starface.Policy.Changes;
using Starface.Policy.Flows;

namespace Starface.Cli.Commands;

/// <summary><c>diff</c>: what traffic becomes possible or impossible, and what that does to running calls.</summary>
internal sealed class DiffCommand : CliCommand
{
    private readonly Argument<string> _before = new("A") { Description = "What is permitted now: a stack, a policy, either with @VERSION behind it, or a file of 'preview --format json'." };
    private readonly Argument<string> _after = new("B") { Description = "What is to be permitted." };
    private readonly Option<string> _directory = new("--directory") { HelpName = "DIR", Description = "The folder with the stacks' files." };
    private readonly Option<string[]> _allowCut = new("--allow-cut") { HelpName = "SERVICE", Description = "A service marked as never to be cut whose flows may be cut this once. Repeatable." };

    public DiffCommand()
        : base("diff", "Tells what traffic becomes possible or impossible between A and B, and which calls it cuts. Exit code 0: nothing, 2: something, 1: it would cut what must never be cut.")
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
        var changes = Pair(before, after);

        if (WantsJson(parsed)) DiffJson.Write(changes, context.Output);
        else DiffText.Write(changes, TableScreen.For(context));

        var allowed = parsed.GetValue(_allowCut) ?? [];
        var refused = changes.SelectMany(change => change.NeverCutViolations.Where(violation => !allowed.Contains(violation.Service)).Select(violation => (change, violation))).ToList();
        foreach (var (change, violation) in refused)
            context.Error.WriteLine($"error: {change.After.Name} would cut {violation.Service}, which must never be cut: {string.Join("; ", violation.Flows.Ranges())}. Keep it allowed, or say --allow-cut {violation.Service}.");
        return refused.Count > 0 ? ExitCode.Error : changes.All(change => change.IsNone) ? ExitCode.Fine : ExitCode.Finding;
    }

    /// <summary>One against one whatever their names; several by name, and one that has no counterpart against nothing.</summary>
    private static ImmutableArray<PolicyChange> Pair(ImmutableArray<Permissions> before, ImmutableArray<Permissions> after)
    {
        if (before.Length == 1 && after.Length == 1) return [new PolicyChange(before[0], after[0])];
        var names = before.Concat(after).Select(side => side.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. names.Select(name => new PolicyChange(Named(before, name), Named(after, name)))];
    }

    private static Permissions Named(ImmutableArray<Permissions> sides, string name) =>
        sides.FirstOrDefault(side => side.Name == name) ?? new Permissions(name, null, FlowSet.Empty);
}
