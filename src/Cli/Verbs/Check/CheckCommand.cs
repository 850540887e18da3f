using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Drift.Reports;

namespace Starface.Cli.Verbs.Check;

/// <summary><c>check</c>: every validation without a cloud, for people and for pipelines.</summary>
internal sealed class CheckCommand : CliCommand
{
    private static readonly ImmutableArray<string> Formats = ["table", "json", "sarif", "github", "azure-devops", "gitlab"];

    private readonly Option<string[]> _stacks = new("--stack") { HelpName = "NAME", Description = "A stack: its file Pulumi.<NAME>.yaml says everything. May be repeated. Default: all stacks of the folder." };
    private readonly Option<string> _directory = new("--directory") { HelpName = "DIR", Description = "The folder of the stacks' files. Default: the nearest Pulumi project, or this checkout's src/Infra." };
    private readonly Option<string> _failOn = new("--fail-on") { HelpName = "error|warning", Description = "The least grave finding that ends in exit code 2.", DefaultValueFactory = static _ => "error" };
    private readonly Option<string> _checkFormat = new("--format") { HelpName = string.Join('|', Formats), Description = "How the findings are written.", DefaultValueFactory = static _ => "table" };

    public CheckCommand()
        : base("check", "Validates stacks, their plans and the policies they use. Exit code 0: nothing is wrong; 2: findings; 1: a stack cannot be read or planned.")
    {
        OnlyAmong(_failOn, "error", "warning");
        OnlyAmong(_checkFormat, [.. Formats]);
        Option[] options = [_stacks, _directory, _failOn, _checkFormat];
        foreach (var option in options) Syntax.Add(option);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var result = Check(parsed, context);
        var least = parsed.GetValue(_failOn) == "warning" ? ItemSeverity.Warning : ItemSeverity.Error;
        var exitCode = !result.IsComplete ? ExitCode.Error : result.Items.Any(item => item.Severity >= least) ? ExitCode.Findings : ExitCode.Success;
        Write(parsed.GetValue(_checkFormat), result, exitCode, context);
        return exitCode;
    }

    private CheckResult Check(ParseResult parsed, CommandContext context)
    {
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        return Checker.Check([.. parsed.GetValue(_stacks) ?? []], parsed.GetValue(_directory), context.Catalog, context.Environment, progress);
    }

    private static void Write(string? format, CheckResult result, int exitCode, CommandContext context)
    {
        switch (format)
        {
            case "json": CheckJson.Write(result, exitCode, context.Output); break;
            case "sarif": SarifReport.Write(Run(result), result.Items, context.Output); break;
            case "github": GitHubReport.Write(result.Sums(), result.Items, "are found by 'starface-policy check'", context.Output); break;
            case "azure-devops":
                AzureDevOpsReport.WriteIssues(result.Items, context.Output);
                AzureDevOpsReport.WriteEnd(exitCode != ExitCode.Success ? "Failed" : result.Count(ItemSeverity.Warning) > 0 ? "SucceededWithIssues" : "Succeeded", result.Sums(), context.Output);
                break;
            case "gitlab": GitLabReport.Write(result.Items, context.Output); break;
            default: CheckText.Write(result, context.Screen); return;
        }

        // These formats go to files; the commands of a build's log say it there already.
        if (format is not ("json" or "sarif" or "gitlab")) return;
        foreach (var mistake in result.Items.Where(item => item.Rule == Checker.MistakeRule))
            context.Error.WriteLine($"error: {CheckText.Place(mistake.Place)}{mistake.Message}");
    }

    private static SarifRun Run(CheckResult result) => new(
        "starface-policy check",
        ProgramVersion.Text,
        [
            .. result.Items.GroupBy(item => item.Rule, StringComparer.Ordinal)
                .OrderBy(rule => rule.Key, StringComparer.Ordinal)
                .Select(rule => (rule.Key, rule.Key == Checker.MistakeRule ? "A stack's file has a mistake, or no plan can be made of it." : null, rule.Max(item => item.Severity))),
        ],
        "check/v1",
        result.IsComplete,
        "src/Infra/Pulumi.yaml");
}
