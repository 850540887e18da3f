using Starface.Cli.Commands;
using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Pages.Lists;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Nftables;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Cli.Verbs.Export;

/// <summary><c>export</c>: a policy for a firewall that is in no cloud.</summary>
internal sealed class ExportCommand : CliCommand
{
    private const string Nftables = "nftables";
    private const string AllSides = "all";

    private readonly SelectionOptions _selection;
    private readonly Argument<string?> _policy = new("POLICY")
    {
        Description = "The id of a policy; short for --policy.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _to = new("--to")
    {
        HelpName = "nftables|markdown|csv",
        Description = "A ruleset of nftables, or a list for people who enter it by hand.",
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

    private readonly Option<string[]> _sides = new("--side")
    {
        HelpName = "GROUP",
        Description = "Not for the PBX, but for the network of a peer group, such as phones: what it must permit so that what the PBX "
            + "permits arrives. For lists it may be repeated, and 'all' means every group that connects to the PBX.",
    };

    private readonly Option<string[]> _pbxAddresses = new("--pbx-address")
    {
        HelpName = "PREFIX",
        Description = "With --side: an address by which the network reaches the PBX. May be repeated. Lists do without.",
    };

    private readonly Option<string> _beside = new("--beside")
    {
        HelpName = "ID",
        Description = "With --side: a policy of that network, whose rows are added, such as yealink-phone-network.",
    };

    private readonly Option<string> _language = new("--language")
    {
        HelpName = "de|en",
        Description = "The language of a list.",
        DefaultValueFactory = static _ => "en",
    };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "FILE",
        Description = "The file to write. Default: standard output.",
    };

    public ExportCommand()
        : base("export", "Writes what a policy permits as a ruleset for a Linux firewall (nftables), or as a list in Markdown or CSV.")
    {
        Syntax.Add(_policy);
        Syntax.Add(_to);
        Syntax.Add(_placement);
        Syntax.Add(_interface);
        Syntax.Add(_sides);
        Syntax.Add(_pbxAddresses);
        Syntax.Add(_beside);
        Syntax.Add(_language);
        _selection = new SelectionOptions(Syntax, several: false);
        Syntax.Add(_output);
        Syntax.Add(Format);
        OnlyAmong(_to, Nftables, "markdown", "csv");
        OnlyAmong(_language, "de", "en");
        OnlyAmong(_placement, "forward", "host");
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var instance = Select(parsed, context).Config;
        var (policy, findings) = (instance.Request.Policy, InstanceReview.FindOnAny(instance.Cloud, instance.Request));
        ImmutableArray<Problem> errors = [.. findings.Where(finding => finding.Severity == Severity.Error)];
        if (!errors.IsEmpty) throw new UsageException(errors);
        var side = ReadSide(parsed, policy, context);
        if (parsed.GetValue(_to) == Nftables)
        {
            if (parsed.GetResult(_language) is { Implicit: false })
                throw new UsageException(UsageProblem.Option("--language has no effect on a ruleset", "remove it, or write a list"));
            if (side is not null)
            {
                policy = side.ToPolicy(policy);
                findings = policy.Findings;
            }

            var text = NftablesExporter.Export(policy, Options(parsed), findings);
            return Write(parsed, context, policy, findings, gate => gate.WriteLines(text), () => text);
        }

        var language = parsed.GetValue(_language) == "de" ? Language.German : Language.English;
        var lists = side?.ToLists(policy) ?? [FirewallList.ForPbx(policy, [])];
        var title = side is null ? policy.Definition.Title : $"{policy.Definition.Title} ({string.Join(", ", side.Groups)})";
        return parsed.GetValue(_to) == "csv"
            ? WriteLines(ListText.ToCsv(lists, language), Csv.Start)
            : WriteLines(ListText.ToMarkdown(title, lists, language), $"");

        int WriteLines<TMedium>(IEnumerable<MediumText<TMedium>> lines, MediumText<TMedium> start)
            where TMedium : IMedium => Write(
                parsed,
                context,
                policy,
                findings,
                gate =>
                {
                    MediumText<TMedium>? before = start;
                    foreach (var line in lines)
                    {
                        gate.WriteLine<TMedium>($"{before}{line}");
                        before = null;
                    }
                },
                () => string.Concat(lines.Select(line => $"{line}\n")));
    }

    private NftablesOptions Options(ParseResult parsed) => new()
    {
        Placement = parsed.GetValue(_placement) == "host" ? NftablesPlacement.Host : NftablesPlacement.Forward,
        InsideInterface = parsed.GetValue(_interface)!,
    };

    private int Write(
        ParseResult parsed,
        CommandContext context,
        FirewallPolicy policy,
        ImmutableArray<Problem> findings,
        Action<OutputGate> write,
        Func<string> text)
    {
        var output = parsed.GetValue(_output);
        var file = output is null ? null : OutputFile.Write(output, write, context.Environment);
        if (WantsJson(parsed))
        {
            ExportJson.Write(policy, findings, text(), file, context.Output);
            return ExitCode.Success;
        }

        foreach (var finding in findings)
            context.Error.WriteLine($"{finding.Id}: {finding.Message}");
        if (file is not null) context.Output.WriteLine($"{file}: the rules of {policy.Definition.Id} for {parsed.GetValue(_to)}");
        else write(context.Output);
        return ExitCode.Success;
    }

    /// <summary>The networks to write for, or null for that of the PBX.</summary>
    private ExportSide? ReadSide(ParseResult parsed, FirewallPolicy policy, CommandContext context)
    {
        var named = parsed.GetValue(_sides) ?? [];
        var addresses = parsed.GetValue(_pbxAddresses) ?? [];
        var beside = parsed.GetValue(_beside);
        if (named.Length == 0)
        {
            return addresses.Length == 0 && beside is null ? null : throw new UsageException(UsageProblem.Option(
                $"{(beside is null ? "--pbx-address" : "--beside")} has no effect without --side", "add --side with a peer group"));
        }

        ImmutableArray<string> connecting = [.. OtherSide.Connecting(policy)];
        var known = policy.Definition.PeerGroups.Append(PeerGroupId.Anywhere).ToList();
        var groups = named.SelectMany(name => name == AllSides
            ? connecting
            : [known.Find(group => PeerGroupId.Matches(group, name)) ?? throw Unknown("--side", "peer group", name, [AllSides, .. known])]);
        var side = new ExportSide(
            [.. groups.Distinct(StringComparer.Ordinal)],
            PeerList.Create([.. addresses.Select(AddressOf)]),
            beside is null ? null
                : context.Catalog.Value.FindPolicy(beside)?.Definition
                ?? throw Unknown("--beside", "policy", beside, context.Catalog.Value.Policies.Select(other => other.Definition.Id)));
        foreach (var group in side.Groups.Where(group => !side.HasWayFrom(policy, group)))
        {
            throw new UsageException(UsageProblem.Option(
                $"'{group}' has addresses of one IP version, and the PBX of the other: {string.Join(", ", addresses)}",
                "name the addresses by which that network reaches the PBX",
                "--pbx-address"));
        }

        if (parsed.GetValue(_to) != Nftables) return side;
        return side.Groups.Length != 1
            ? throw new UsageException(UsageProblem.Option("A ruleset is for one network", "name one peer group", "--side"))
            : addresses.Length == 0
                ? throw new UsageException(UsageProblem.Option("A ruleset needs the addresses of the PBX", "add --pbx-address"))
                : side;
    }

    private static Peer AddressOf(string text) => Peer.TryParse(text, out var peer, out var problem) && peer.Prefix is not null
        ? peer
        : throw new UsageException((problem ?? UsageProblem.Option($"'{text}' is not an address", "write an address or a prefix")) with
        {
            Place = new Place { Key = "--pbx-address" },
        });

    private static UsageException Unknown(string option, string what, string name, IEnumerable<string> known) =>
        new(Problem.Error(ProblemIds.UnknownName, $"There is no {what} '{name}'", NearestName.Suggestion(name, known)) with
        {
            Place = new Place { Key = option },
        });

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
