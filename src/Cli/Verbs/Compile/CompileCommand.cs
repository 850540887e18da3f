using Starface.Cli.Commands;
using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Check;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

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
    };
    private readonly Option<string> _steps = new("--steps")
    {
        HelpName = "DIR",
        Description = "In place of --output, with --against: a folder for each update that leads to the plan (DIR/1, and DIR/2 where old "
            + "and new rules have no room together or a group has to be attached first).",
    };

    private readonly Option<string> _provider = new("--provider")
    {
        HelpName = "PACKAGE",
        Description = "The provider whose resources are written for Azure: azure (the default), or azure-native.",
    };

    public CompileCommand()
        : base(
            "compile",
            "Writes a complete Pulumi program in JSON (Pulumi.yaml and Main.json) that registers the same resources as 'preview' shows.")
    {
        _selection = new SelectionOptions(Syntax, several: true);
        Syntax.Add(_output);
        Syntax.Add(_steps);
        Syntax.Add(_provider);
        _against = new AgainstOptions(Syntax);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var (output, steps) = (parsed.GetValue(_output), parsed.GetValue(_steps));
        if (output is null == steps is null)
            throw new UsageException(UsageProblem.Option("Exactly one of --output and --steps is needed", "name a folder with --output"));
        var selection = _selection.Read(parsed);
        var before = _against.Read(parsed, selection.Directory, null, context);
        if (steps is not null && before is null)
            throw new UsageException(UsageProblem.Option("--steps does nothing without --against", "add --against with what is there"));
        var instances = AgainstOptions.Place(
            before, InstanceSelector.SelectKnown(selection, context.Catalog, context.Environment), isPart: selection.Shard is not null);
        ImmutableArray<PlannedInstance> compared = before is null ? [] : PlannedInstance.All(instances);

        // The first update of the program deletes every instance that the program lacks, including those that were not selected.
        var whole = selection.DescribingOptions.IsEmpty ? selection with { Name = null } : selection;
        var comparison = _against.Compare(parsed, before, compared, whole, isComplete: true, context, steps is null ? null : Meanwhile);
        if (comparison is { Refusals: { IsEmpty: false } refusals }) throw new UsageException(refusals);

        var provider = ReadProvider(parsed.GetValue(_provider), instances);
        var programs = steps is null ? [new PulumiProgram(provider: provider)] : PulumiProgram.Steps(compared, provider);
        if (steps is not null) RequireNoFurtherStep(steps, programs.Length, context.Environment);
        ImmutableArray<ProgramFolder> folders = steps is null
            ? [ProgramFolder.Open(output!, context.Environment)]
            :
            [
                .. Enumerable.Range(1, programs.Length).Select(step => ProgramFolder.Open(
                    Path.Combine(steps, step.ToString(CultureInfo.InvariantCulture)), context.Environment)),
            ];
        var today = CalendarDate.FromDateTime(context.Environment.Time.GetUtcNow().UtcDateTime);
        var warnings = new PlanWarnings(ReadAccepted(selection, context.Environment), today);
        using (var progress = ProgressLine.Start(context.Environment, context.Error))
        {
            foreach (var (program, folder) in programs.Zip(folders))
            {
                var problems = new List<Problem>();
                var plans = before is null ? PlannedInstance.Each(instances, problems, progress) : compared;
                folder.Write(text => program.Write(text, program == programs[0] ? warnings.Collect(plans) : plans, problems));
            }
        }

        warnings.Write(context.Error);
        var written = programs.Zip(folders, (program, folder) => (program, folder)).ToImmutableArray();
        var missing = programs.Length > 1 ? FindMissing(before!.Value, compared) : [];
        if (!WantsJson(parsed)) WriteText(written, missing, context.Output);
        else if (steps is null) CompileJson.Write(written[0].program, written[0].folder, context.Output);
        else CompileJson.Write(written, missing, context.Output);
        return ExitCode.Success;
    }

    /// <summary>A step that is left of an earlier run would be applied with the others.</summary>
    private static void RequireNoFurtherStep(string steps, int count, CliEnvironment environment)
    {
        var folder = Path.GetFullPath(steps, environment.CurrentDirectory);
        if (!Directory.Exists(folder)) return;
        var left = Directory.EnumerateDirectories(folder)
            .Select(Path.GetFileName)
            .FirstOrDefault(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step > count);
        if (left is not null)
        {
            throw new UsageException(UsageProblem.FileOf(
                "--steps",
                FormattableString.Invariant($"'{Path.Combine(steps, left)}' is a step of an earlier run, and this one has {count}"),
                "remove it, or name another folder"));
        }
    }

    /// <summary>The findings that are accepted beside the stacks' files. An instance that options describe has no such file.</summary>
    private static AcceptList ReadAccepted(InstanceSelection selection, CliEnvironment environment) =>
        selection.Policy is null
        && Checker.AcceptFile.Find(null, StackDirectory.Find(selection.Directory, environment).StacksPath, environment) is { } path
            ? Checker.AcceptFile.Read(path, environment)
            : AcceptList.Empty;

    /// <summary>The provider that was asked for; null where none was.</summary>
    /// <exception cref="UsageException">No cloud of the instances has a provider of that name.</exception>
    private static string? ReadProvider(string? named, ImmutableArray<SelectedInstance> instances)
    {
        var known = instances
            .Select(instance => instance.Config.Cloud)
            .Distinct()
            .SelectMany(cloud => new[] { cloud.Provider.Package, cloud.OtherProvider?.Package })
            .OfType<string>()
            .ToList();
        return named is null || known.Contains(named) ? named : throw new UsageException(UsageProblem.Option(
            $"'{named}' is not a provider for the clouds of these instances", NearestName.Suggestion(named, known), "--provider"));
    }

    /// <summary>What a plan permits between its two updates, or at once where one is enough.</summary>
    private static Permissions Meanwhile(Plan plan) =>
        plan.FirstStep is { } first ? Permissions.From(plan, first) : Permissions.From(plan);

    /// <summary>What is permitted before the first update and after the second one, and not between them.</summary>
    private static ImmutableArray<(string Instance, FlowSet Flows)> FindMissing(
        ImmutableArray<Permissions> before, ImmutableArray<PlannedInstance> plans) =>
    [
        .. from planned in plans
           let known = before.Length == 1 && plans.Length == 1
               ? before[0]
               : before.FirstOrDefault(side => side.Name == planned.Plan.Name)
           where known is not null
           let flows = known.Flows.Intersect(planned.Plan.Flows).Except(Meanwhile(planned.Plan).Flows)
           where !flows.IsEmpty
           select (planned.Plan.Name, flows),
    ];

    private static void WriteText(
        ImmutableArray<(PulumiProgram Program, ProgramFolder Folder)> written,
        ImmutableArray<(string Instance, FlowSet Flows)> missing,
        OutputGate output)
    {
        foreach (var (program, folder) in written)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{folder.Display}: {program.ResourceCount} resources in Main.json, project in Pulumi.yaml"));
        }

        if (written.Length == 1) return;
        output.WriteLine("Run 'pulumi up' in the first folder, put every group of the output groupIds onto the interface, and then run it "
            + "in the second one, on the same stack.");
        foreach (var (instance, flows) in missing)
            output.WriteLine($"{instance}: not permitted in between: {string.Join("; ", flows.Ranges())}");
    }
}
