using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Drift.Reports;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Merge;

/// <summary><c>merge</c>: one report of the reports about the parts of a fleet.</summary>
internal sealed class MergeCommand : FullCommand
{
    /// <summary>How many missing parts a message names.</summary>
    private const int Named = 8;

    private readonly Argument<string[]> _files = new("REPORT")
    {
        Description = "The JSON that 'drift', 'check' or 'preview' wrote with --format json and --shard, from every part.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _partial = new("--partial")
    {
        Description = "Some parts only, as JSON that can be merged with the others later.",
    };

    private readonly Option<string> _reportFormat = new("--format")
    {
        HelpName = string.Join('|', ReportFormats.Names),
        Description = "The output format. The plans of 'preview' have JSON alone.",
        DefaultValueFactory = static _ => ReportFormats.Names[0],
    };

    public MergeCommand()
        : base("merge", "Makes one report of those about the parts of a fleet (--shard). Its exit code is that of the whole.")
    {
        OnlyAmong(_reportFormat, [.. ReportFormats.Names]);
        Syntax.Add(_files);
        Syntax.Add(_partial);
        Syntax.Add(_reportFormat);
    }

    /// <inheritdoc/>
    protected override int RunHere(ParseResult parsed, CommandContext context)
    {
        var format = ReportFormats.For(parsed.GetValue(_reportFormat)!);
        var isPartial = parsed.GetValue(_partial);
        if (isPartial && format.Name != ReportFormats.Json)
            throw new UsageException(UsageProblem.Option("--partial writes a part, which only JSON can be", "add --format json"));
        MergedReport? merged = null;
        foreach (var file in parsed.GetValue(_files)!)
        {
            var report = Read(file, context);
            try
            {
                merged = merged is null ? report : merged.With(report);
            }
            catch (FormatException contradiction)
            {
                throw new UsageException(UsageProblem.File(
                    file, ForeignText.ToPhrase(contradiction), "merge the reports of all parts of one run, each once"));
            }
        }

        if (!isPartial && !merged!.Part.IsWhole)
        {
            // The number of parts is what a file says, and none of them is counted one by one.
            var missing = merged.Part.Count - merged.Part.Numbers.Length;
            throw new UsageException(UsageProblem.Option(
                $"The reports of {(missing == 1 ? "part" : "parts")} {string.Join(", ", merged.Part.Missing.Take(Named))}"
                    + (missing > Named ? FormattableString.Invariant($" and {missing - Named} more") : "")
                    + FormattableString.Invariant($" of {merged.Part.Count} are missing"),
                "name them too, or merge some with --partial"));
        }

        return merged!.Write(format, isPartial ? merged.Part : null, context);
    }

    private static MergedReport Read(string file, CommandContext context) => WrittenJson.Read(
        Path.GetFullPath(file, context.Environment.CurrentDirectory),
        file,
        "a report about a part of a fleet",
        "write it with 'drift', 'check' or 'preview', --format json and --shard I/N",
        root => MergedReport.Read(root, context.Environment.Clouds));
}
