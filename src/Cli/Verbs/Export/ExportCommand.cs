using Starface.Cli.Commands;
using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Nftables;

namespace Starface.Cli.Verbs.Export;

/// <summary><c>export</c>: a policy for a firewall that is in no cloud.</summary>
internal sealed class ExportCommand : CliCommand
{
    private readonly SelectionOptions _selection;
    private readonly Argument<string?> _policy = new("POLICY")
    {
        Description = "The id of a policy; short for --policy.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _to = new("--to")
    {
        HelpName = "nftables",
        Description = "The firewall to write for.",
        Required = true,
    };
    private readonly Option<string> _placement = new("--placement")
    {
        HelpName = "forward|host",
        Description = "Where it is loaded: on a firewall in front of the network (forward) or on the protected machine (host).",
        DefaultValueFactory = static _ => "forward",
    };

    private readonly Option<string> _interface = new("--interface")
    {
        HelpName = "NAME",
        Description = "With forward: the firewall's interface on the side of the protected network.",
        DefaultValueFactory = static _ => new NftablesOptions().InsideInterface,
    };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "FILE",
        Description = "The file to write. Default: standard output.",
    };

    public ExportCommand()
        : base("export", "Writes what a policy permits as a ruleset for a Linux firewall (nftables).")
    {
        Syntax.Add(_policy);
        Syntax.Add(_to);
        Syntax.Add(_placement);
        Syntax.Add(_interface);
        _selection = new SelectionOptions(Syntax, several: false);
        Syntax.Add(_output);
        Syntax.Add(Format);
        OnlyAmong(_to, "nftables");
        OnlyAmong(_placement, "forward", "host");
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var options = new NftablesOptions
        {
            Placement = parsed.GetValue(_placement) == "host" ? NftablesPlacement.Host : NftablesPlacement.Forward,
            InsideInterface = parsed.GetValue(_interface)!,
        };
        var instance = Select(parsed, context).Config;
        var (policy, findings) = (instance.Request.Policy, InstanceReview.FindOnAny(instance.Cloud, instance.Request));
        ImmutableArray<Problem> errors = [.. findings.Where(finding => finding.Severity == Severity.Error)];
        if (!errors.IsEmpty) throw new UsageException(errors);
        var text = NftablesExporter.Export(policy, options, findings);
        var output = parsed.GetValue(_output);
        var file = output is null ? null : OutputFile.Write(output, file => file.WriteLines(text), context.Environment);
        if (WantsJson(parsed))
        {
            ExportJson.Write(policy, findings, text, file, context.Output);
            return ExitCode.Success;
        }

        foreach (var finding in findings)
            context.Error.WriteLine($"{finding.Id}: {finding.Message}");
        if (file is not null) context.Output.WriteLine($"{file}: the rules of {policy.Definition.Id} for nftables");
        else context.Output.WriteLines(text);
        return ExitCode.Success;
    }

    private SelectedInstance Select(ParseResult parsed, CommandContext context)
    {
        var selection = _selection.Read(parsed);
        if (parsed.GetValue(_policy) is { } id)
        {
            if (selection.Policy is not null)
            {
                throw new UsageException(
                    UsageProblem.Option($"The policy is given twice: '{id}' and --policy {selection.Policy}", "remove one"));
            }
            selection = selection with { Policy = id, DescribingOptions = selection.DescribingOptions.Add("POLICY") };
        }

        // A policy permits the same on every cloud, so the export needs none.
        if (selection.Policy is not null) selection = selection with { Cloud = selection.Cloud ?? context.Environment.Clouds[0].Id };
        var instances = InstanceSelector.SelectKnown(selection, context.Catalog, context.Environment);
        if (instances is [var instance]) return instance;
        var names = string.Join(", ", instances.Select(candidate => $"--stack {candidate.Stack} --name {candidate.Config.Request.Name}"));
        throw new UsageException(UsageProblem.Option("'export' needs one instance", $"name a policy, or choose one of: {names}"));
    }
}
