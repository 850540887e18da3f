using System.CommandLine;
using Starface.Cli.Assemblies;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.List;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Show;

/// <summary><c>show</c>: the rule table of a policy, or the requirements of a service.</summary>
internal sealed class ShowCommand : CliCommand
{
    private readonly Argument<string> _id = new("POLICY") { Description = "The id of a policy, of a service or of a scenario." };
    private readonly Option<string> _version = new("--pbx-version")
    {
        HelpName = "V",
        Description = "The PBX version. Default: the policy's own, else the current release.",
    };

    public ShowCommand()
        : base("show", "Shows what a policy opens to whom, and the row of the vendor's table behind each rule.")
    {
        Syntax.Add(_id);
        Syntax.Add(_version);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var id = parsed.GetRequiredValue(_id);
        var version = ReadVersion(parsed.GetValue(_version));
        if (context.Catalog.Value.FindPolicy(id) is { Definition: var policy })
        {
            var table = PolicyTable.From(policy, version ?? policy.PbxVersion);
            if (WantsJson(parsed)) ShowJson.Write(table, context.Output);
            else ShowTables.Write(table, context.Screen);
            return ExitCode.Success;
        }

        if (context.Catalog.Value.Services.FirstOrDefault(known => known.Id == id) is { } service)
        {
            if (WantsJson(parsed)) ListJson.WriteService(service, context.Output);
            else ListTables.WriteService(service, context.Screen);
            return ExitCode.Success;
        }

        if (context.Catalog.Value.Scenarios.FirstOrDefault(known => known.Id == id) is { } scenario)
        {
            if (WantsJson(parsed)) ListJson.WriteScenario(scenario, context.Output);
            else ListTables.WriteScenario(scenario, context.Screen);
            return ExitCode.Success;
        }

        var ids = context.Catalog.Value.Policies.Select(known => known.Definition.Id).ToList();
        var services = context.Catalog.Value.Services.Select(known => known.Id);
        var scenarios = context.Catalog.Value.Scenarios.Select(known => known.Id);
        var suggestion = NearestName.Find(id, ids) is not null ? null
            : NearestName.Find(id, services) is { } similar ? $"did you mean the service '{similar}'?"
            : NearestName.Find(id, scenarios) is { } near ? $"did you mean the scenario '{near}'?"
            : null;
        throw new UsageException(Problem.Error(
            ProblemIds.UnknownName,
            $"There is no policy, service or scenario '{id}'",
            (suggestion ?? NearestName.Suggestion(id, ids)) + PolicySource.Way));
    }

    private static PbxVersion? ReadVersion(string? text)
    {
        if (text is null) return null;
        return PbxVersion.TryParse(text, out var version, out var problem)
            ? version
            : throw new UsageException(problem with { Place = new Place { Key = "--pbx-version" } });
    }
}
