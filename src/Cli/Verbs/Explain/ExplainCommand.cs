using Starface.Cli.Commands;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Files;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Explain;

/// <summary><c>explain</c>: whether a flow is allowed, by which rule, and from which row.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly SelectionOptions _selection;
    private readonly Option<string> _from = new("--from")
    {
        HelpName = "ADDRESS",
        Description = "The address, or host of a service, that connects to the instance (inbound).",
    };
    private readonly Option<string> _to = new("--to")
    {
        HelpName = "ADDRESS",
        Description = "The address, or host of a service, that the instance connects to (outbound).",
    };
    private readonly Option<string> _port = new("--port")
    {
        HelpName = "N",
        Description = "The destination port; for icmp and icmpv6 the type.",
    };
    private readonly Option<string> _protocol = new("--protocol")
    {
        HelpName = "tcp|udp|…",
        Description = "The protocol: tcp, udp, icmp, icmpv6, esp, ah or a number.",
        DefaultValueFactory = static _ => "tcp",
    };
    private readonly Option<string> _direction = new("--direction")
    {
        HelpName = "inbound|outbound",
        Description = "Who opens the connection. Default: inbound with --from, outbound with --to.",
    };

    private readonly Option<string[]> _live = new("--live")
    {
        HelpName = "FILE",
        Description = "Answer for the real path, layer by layer, from the files that 'drift --live' reads. May be repeated.",
    };
    private readonly Option<string[]> _groups = new("--group")
    {
        HelpName = "ID",
        Description = "With --live: the instance's group. Default: those that carry the plan's tag.",
    };

    public ExplainCommand()
        : base("explain", "Tells whether a flow is allowed, and by which rule and row. Exit code 0: allowed; 2: denied.")
    {
        Syntax.Add(_from);
        Syntax.Add(_to);
        Syntax.Add(_port);
        Syntax.Add(_protocol);
        Syntax.Add(_direction);
        OnlyAmong(_direction, "inbound", "outbound");
        Syntax.Add(_live);
        Syntax.Add(_groups);
        _selection = new SelectionOptions(Syntax, several: false);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override bool IsVerdict(ParseResult parsed) => true;

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var question = FlowQuestion.Read(
            parsed.GetValue(_direction), parsed.GetValue(_from), parsed.GetValue(_to), parsed.GetValue(_protocol)!, parsed.GetValue(_port));
        var selection = _selection.Read(parsed);
        var hasCloud = selection.Policy is null || selection.Cloud is not null;
        // A policy permits the same on every cloud, so the question needs none.
        if (selection.Policy is not null) selection = selection with { Cloud = selection.Cloud ?? context.Environment.Clouds[0].Id };
        var instances = InstanceSelector.Select(selection, context.Catalog, context.Environment);
        if (instances is not [var instance])
        {
            var names = string.Join(
                ", ", instances.Select(candidate => $"--stack {candidate.Stack} --name {candidate.Config.Request.Name}"));
            throw new UsageException(UsageProblem.Option("'explain' needs one instance", $"choose one of: {names}"));
        }

        var request = instance.Config.Request;
        var explainer = new Explainer(
            request.Policy,
            context.Catalog.Value,
            CloudSurroundings.For(instance.Config.Cloud, hasCloud ? request.AllowLoadBalancerProbes : null, request.FindMembers));
        var explanation = question.Host is { } host
            ? explainer.Explain(question.Flow, FindHost(request.Policy, host, question.Option, context))
            : explainer.Explain(question.Flow);
        explanation = explanation with
        {
            Problems =
            [
                .. InstanceReview.FindOnAny(instance.Config.Cloud, request)
                    .Where(finding => finding.Severity == Severity.Error || finding.Id == ProblemIds.LockOutdated),
            ],
        };
        var live = Live(parsed, instance, explanation.Flow, context);
        if (WantsJson(parsed)) ExplainJson.Write(instance, explanation, live, context.Output);
        else ExplainText.Write(instance, explanation, live, context.Screen);
        return (live?.Verdict ?? explanation.Verdict) switch
        {
            Verdict.Allowed => ExitCode.Success,
            Verdict.Denied => ExitCode.Findings,
            _ => ExitCode.Error,
        };
    }

    private static CatalogHost FindHost(FirewallPolicy policy, string host, string option, CommandContext context) =>
        CatalogHost.Find(policy, context.Catalog.Value, host, out var unknown)
            ?? throw new UsageException(UsageProblem.Option(unknown!.Message, unknown.Fix, option));

    private LiveAnswer? Live(ParseResult parsed, SelectedInstance instance, Flow flow, CommandContext context)
    {
        string[] groups = parsed.GetValue(_groups) ?? [];
        if (parsed.GetValue(_live) is not { Length: > 0 } files)
        {
            return groups.Length == 0
                ? null
                : throw new UsageException(UsageProblem.Option("It names a group in the files of --live", "add --live", "--group"));
        }

        if (flow.Group is { } host)
        {
            throw new UsageException(
                UsageProblem.Option($"'{host}' has no addresses, and a cloud sees only these", "ask about an address"));
        }

        var clouds = context.Environment.Connectors.Value;
        var survey = new LiveFileReader(clouds, context.Environment.Input).Read(
            files.Select(file => (Path.GetFullPath(file, context.Environment.CurrentDirectory), file)));
        var plan = PlannedInstance.All([instance])[0].Plan;
        return new LiveExplainer(plan, survey, [.. groups], clouds).Explain(flow);
    }
}
