using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Names;
using Starface.Policy;
using Starface.Policy.Names;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Resolve;

/// <summary><c>resolve</c>: asks name servers for the addresses of hosts, and writes them into the file that plans read.</summary>
internal sealed class ResolveCommand : FullCommand
{
    private const int MostRounds = 10;
    private const int LongestPause = 600;
    private const int LongestTimeout = 60;
    private const int LongestGrace = 3650;

    private readonly Option<string[]> _stacks = new("--stack")
    {
        HelpName = "NAME",
        Description = "A stack, described by its file Pulumi.<NAME>.yaml. May be repeated. Hosts that it does not need stay as they are.",
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "All stacks of the folder. Hosts that none of them needs leave the file.",
    };

    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files. Default: the nearest Pulumi project, or this checkout's src/Infra.",
    };

    private readonly Option<string[]> _resolvers = ResolverOption.Create("each is asked for every host");

    private readonly Option<int> _rounds = NumberOption.Create("--rounds", "N", 3, 1, MostRounds, "How often every question is asked.");
    private readonly Option<int> _pause = NumberOption.Create(
        "--pause", "SECONDS", 2, 0, LongestPause, "The time between two rounds. What rotates has other addresses after it.");

    private readonly Option<int> _timeout = NumberOption.Create(
        "--timeout", "SECONDS", 3, 1, LongestTimeout, "How long an answer is waited for; each question is sent twice.");

    private readonly Option<int> _grace = NumberOption.Create(
        "--grace", "DAYS", LockRules.DefaultGraceDays, 0, LongestGrace,
        "How long an address stays in the file after it was last found.");

    private readonly Option<bool> _check = new("--check")
    {
        Description = "Write nothing, and end with exit code 2 where addresses would change.",
    };

    private readonly Option<string[]> _allowCut = AgainstOptions.AllowCutOption();

    public ResolveCommand()
        : base("resolve", $"Asks name servers for the addresses of the hosts that stacks do not pin, and writes them into "
            + $"{HostsLock.FileName}, which plans read. Shows which traffic becomes possible or impossible, and which calls are cut. Exit "
            + "code 0: written, or nothing to write; 2: --check, and addresses would change; 1: an error, not all could be found out, or "
            + "flows that must never be cut would be cut.")
    {
        foreach (var option in (Option[])
            [_stacks, _all, _directory, _resolvers, _rounds, _pause, _timeout, _grace, _check, _allowCut, Format])
        {
            Syntax.Add(option);
        }
    }

    /// <inheritdoc/>
    public override bool IsVerdict(ParseResult parsed) => true;

    /// <inheritdoc/>
    protected override int RunHere(ParseResult parsed, CommandContext context)
    {
        var selection = new InstanceSelection { Stacks = [.. parsed.GetValue(_stacks) ?? []], All = parsed.GetValue(_all) };
        var today = context.Environment.Today ?? CalendarDate.FromDateTime(context.Environment.Time.GetUtcNow().UtcDateTime);
        var resolution = Resolution.Find(
            selection,
            StackDirectory.Find(parsed.GetValue(_directory), context.Environment),
            context,
            names => Ask(names, parsed, context),
            new LockRules(today, context.Environment.SpecialRanges) { GraceDays = parsed.GetValue(_grace) },
            parsed.GetValue(_allowCut));
        var isWritten = !parsed.GetValue(_check) && resolution.Update.IsRewritten && resolution.Refusals.IsEmpty;
        if (isWritten) resolution.Write();

        if (WantsJson(parsed)) ResolveJson.Write(resolution, isWritten, context.Output);
        else ResolveText.Write(resolution, isWritten, parsed.GetValue(_check), context.Screen);
        context.Error.WriteProblems(resolution.Errors);
        return !resolution.Errors.IsEmpty ? ExitCode.Error
            : parsed.GetValue(_check) && !resolution.Update.Changes.IsEmpty ? ExitCode.Findings
            : ExitCode.Success;
    }

    private ImmutableArray<Lookup> Ask(ImmutableArray<string> hosts, ParseResult parsed, CommandContext context)
    {
        var asked = new Lock();
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        var questions = new NameQuestions(hosts, ResolverOption.Read(parsed.GetValue(_resolvers)))
        {
            Rounds = parsed.GetValue(_rounds),
            Pause = TimeSpan.FromSeconds(parsed.GetValue(_pause)),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            Progress = (done, all) =>
            {
                lock (asked) progress?.Report("asked", done, all, "questions");
            },
        };
        try
        {
            return context.Environment.AskNames(questions, context.Environment.Cancellation());
        }
        catch (OperationCanceledException)
        {
            throw new UsageException(Problem.Error(ProblemIds.NameNotResolved, "Interrupted before all answers had come"));
        }
    }
}
