using Starface.Cli.Commands;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Verbs.Check;

/// <summary><c>check</c>: every validation without a cloud, for people and for pipelines.</summary>
internal sealed class CheckCommand : CliCommand
{
    private readonly Option<string[]> _stacks = new("--stack")
    {
        HelpName = "NAME",
        Description = "A stack, described by its file Pulumi.<NAME>.yaml. May be repeated. Default: all stacks of the folder.",
    };
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files. Default: the nearest Pulumi project, or this checkout's src/Infra.",
    };
    private readonly Option<string> _shard = ShardOption.Create();
    private readonly Option<string> _failOn = new("--fail-on")
    {
        HelpName = "error|warning",
        Description = "The lowest severity that ends in exit code 2.",
        DefaultValueFactory = static _ => "error",
    };
    private readonly Option<string> _checkFormat = new("--format")
    {
        HelpName = string.Join('|', ReportFormats.Names),
        Description = "The output format.",
        DefaultValueFactory = static _ => ReportFormats.Names[0],
    };

    private readonly Option<string> _acceptFile = new("--accept-file")
    {
        HelpName = "FILE",
        Description = "Accepted findings. Default: policy-accept.yaml next to the stack files, if it exists.",
    };
    private readonly Option<bool> _quiet = new("--quiet")
    {
        Description = "Tell only what fails the command, and the sums.",
    };

    private readonly Option<bool> _scenarios = new("--scenarios")
    {
        Description = "Say which scenarios work for each instance. One that its policy supports and that does not work is a finding that "
            + "ends in exit code 2.",
    };

    private readonly AgainstOptions _against;

    public CheckCommand()
        : base("check", "Checks stacks, their plans and the policies they use. Exit code 0: no findings; 2: findings; 1: a stack cannot "
            + "be read or planned.")
    {
        OnlyAmong(_failOn, "error", "warning");
        OnlyAmong(_checkFormat, [.. ReportFormats.Names]);
        Option[] options = [_stacks, _shard, _directory, _failOn, _acceptFile, _scenarios, _quiet, _checkFormat];
        foreach (var option in options) Syntax.Add(option);
        _against = new AgainstOptions(Syntax);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var result = Check(parsed, context) with
        {
            Least = parsed.GetValue(_failOn) == "warning" ? Severity.Warning : Severity.Error,
            IsQuiet = parsed.GetValue(_quiet),
        };
        Write(ReportFormats.For(parsed.GetValue(_checkFormat)!), result, context);
        return result.ExitCode;
    }

    /// <summary>Writes what was found, and where a program reads it, what kept stacks from being checked on the error stream too.</summary>
    /// <param name="format">The format.</param>
    /// <param name="result">What was found.</param>
    /// <param name="context">What the command works with.</param>
    public static void Write(IReportFormat format, CheckResult result, CommandContext context)
    {
        format.Write(new FoundProblems(result, context.Screen, ProgramVersion.Text), context.Output);
        if (format.Reader != ReportReader.Program) return;
        foreach (var item in result.Items.Where(result.Unchecked.Contains))
            context.Error.WriteLine($"error {item.Rule}: {item.Line}");
    }

    private CheckResult Check(ParseResult parsed, CommandContext context)
    {
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        var directory = parsed.GetValue(_directory);
        var selection = new InstanceSelection
        {
            Stacks = [.. parsed.GetValue(_stacks) ?? []],
            Directory = directory,
            Shard = Shard.Parse(parsed.GetValue(_shard)),
        };
        var before = _against.Read(parsed, directory, null, context);
        if (before is { } known) AgainstOptions.WarnOfOtherStack(_against.Side(parsed)!, known, selection.Stacks, context.Error);
        return Checker.Check(
            new CheckRequest(selection)
            {
                Before = before,
                AcceptFile = parsed.GetValue(_acceptFile),
                AllowedCuts = parsed.GetValue(_against.Accepted),
                HasScenarios = parsed.GetValue(_scenarios),
            },
            context.Catalog,
            context.Environment,
            progress);
    }
}
