using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Check;
using Starface.Cli.Verbs.Diff;
using Starface.Cli.Verbs.Drift;
using Starface.Pages.Model;
using Starface.Pages.Rendering;
using Starface.Pages.Words;
using Starface.Policy.Changes;
using Starface.Policy.Comparison;

namespace Starface.Cli.Verbs.Report;

/// <summary><c>report</c>: one page of HTML about a fleet.</summary>
internal sealed class ReportCommand : FullCommand
{
    private readonly Option<string[]> _stacks = new("--stack")
    {
        HelpName = "NAME",
        Description = "A stack, described by its file Pulumi.<NAME>.yaml. May be repeated. Default: all stacks of the folder.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "All stacks of the folder." };
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files. Default: the nearest Pulumi project, or this checkout's src/Infra.",
    };

    private readonly Option<string> _acceptFile = new("--accept-file")
    {
        HelpName = "FILE",
        Description = "Accepted findings. Default: policy-accept.yaml next to the stack files, if it exists.",
    };

    private readonly Option<string[]> _live = new("--live")
    {
        HelpName = "FILE",
        Description = "What the clouds have, as 'drift --live' reads it: the page says what differs. May be repeated.",
    };

    private readonly Option<string> _ignore = new("--ignore-file")
    {
        HelpName = "FILE",
        Description = "With --live: accepted drift. Default: drift-ignore.yaml next to the stack files, if it exists.",
    };

    private readonly Option<string> _diff = new("--diff")
    {
        HelpName = "SIDE",
        Description = "What was permitted before, as for 'diff': a file of 'preview --format json' of that day, of 'pulumi stack export' "
            + "or of the cloud's own command. The page says what was opened and closed since.",
    };

    private readonly Option<string[]> _doctor = new("--doctor")
    {
        HelpName = "FILE",
        Description = "What 'doctor --format json' found out about an instance. May be repeated.",
    };

    private readonly Option<string> _language = new("--language")
    {
        HelpName = "de|en",
        Description = "The language of the page. Findings are English, and texts of your own policies are shown as they were written.",
        DefaultValueFactory = static _ => "en",
    };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "FILE",
        Description = "The file to write. Default: standard output.",
    };

    public ReportCommand()
        : base("report", "Writes one HTML page about a fleet: what is open, to whom, why, and what was found. Exit code 0: the page is "
            + "complete and has no errors; 2: it has errors, drift, or rows that do not work; 1: a stack cannot be read or planned, what "
            + "a cloud or the doctor says is not known, or the page cannot be written.")
    {
        Option[] options = [_stacks, _all, _directory, _live, _ignore, _diff, _doctor, _acceptFile, _language, _output];
        foreach (var option in options) Syntax.Add(option);
        OnlyAmong(_language, "de", "en");
    }

    /// <inheritdoc/>
    public override bool IsVerdict(ParseResult parsed) => true;

    /// <inheritdoc/>
    protected override int RunHere(ParseResult parsed, CommandContext context)
    {
        var stacks = parsed.GetValue(_stacks) ?? [];
        if (parsed.GetValue(_all) && stacks.Length > 0)
            throw new UsageException(UsageProblem.Option("--all cannot be combined with --stack", "remove one of the two"));
        var (page, result, status) = Read(parsed, [.. stacks], context);
        var language = parsed.GetValue(_language) == "de" ? Language.German : Language.English;
        if (parsed.GetValue(_output) is { } output)
        {
            var file = OutputFile.Write(output, gate => PageHtml.Write(page, language, gate), context.Environment);
            context.Output.WriteLine($"{file}: {result.Sums()}");
        }
        else
        {
            PageHtml.Write(page, language, context.Output);
        }

        foreach (var item in page.Unread) context.Error.WriteLine($"error {item.Rule}: {item.Line}");
        return result.ExitCode == ExitCode.Error || status == DriftStatus.Unknown ? ExitCode.Error
            : status == DriftStatus.Drift ? ExitCode.Findings
            : result.ExitCode;
    }

    private (FleetPage Page, CheckResult Result, DriftStatus Status) Read(
        ParseResult parsed, ImmutableArray<string> stacks, CommandContext context)
    {
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        var (directory, side) = (parsed.GetValue(_directory), parsed.GetValue(_diff));
        ImmutableArray<Permissions>? before = side is null ? null : DiffSide.Read(
            side, new InstanceSelection { Directory = directory }, null, null, null, context.Catalog, context.Environment);
        var folder = StackDirectory.Find(directory, context.Environment);
        var ignoreFile = DriftCommand.IgnoreFile.Find(parsed.GetValue(_ignore), folder.StacksPath, context.Environment);
        var builder = new PageBuilder(
            [.. parsed.GetValue(_live) ?? []],
            before,
            ignoreFile is null ? IgnoreList.Empty : DriftCommand.IgnoreFile.Read(ignoreFile, context.Environment),
            [.. (parsed.GetValue(_doctor) ?? []).Select(file => DoctorFile.Read(file, context.Environment))],
            context.Catalog,
            context.Environment);
        var request = new CheckRequest(new InstanceSelection { Stacks = stacks, Directory = directory })
        {
            AcceptFile = parsed.GetValue(_acceptFile),
            Planned = builder.Read,
        };
        var result = Checker.Check(request, context.Catalog, context.Environment, progress);
        if (builder.FindUnused() is { } unused && result.IsComplete)
        {
            throw new UsageException(UsageProblem.FileOf(
                "--doctor", $"The file about '{unused}' is about none of the instances", "select its stack, or remove the option"));
        }

        return (builder.Build(result, side, isWhole: stacks.IsEmpty), result, builder.Status);
    }
}
