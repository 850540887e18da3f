using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Files;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Problems;
using Starface.Policy.Scenarios;

namespace Starface.Cli.Verbs.Diff;

/// <summary>
/// One side of a comparison as a person writes it: a stack, a policy, either with <c>@VERSION</c> behind it for another PBX version, or
/// a file: the JSON of <c>preview</c>, or what <c>pulumi stack export</c> writes.
/// </summary>
internal static class DiffSide
{
    /// <summary>The name of the stack that an argument names, or null if it names a file or a policy.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    public static string? StackOf(string text, Lazy<PolicyCatalog> catalog, CliEnvironment environment) =>
        File.Exists(Path.GetFullPath(text, environment.CurrentDirectory)) || catalog.Value.FindPolicy(Split(text).Name) is not null
            ? null
            : Split(text).Name;

    /// <summary>What one side permits, instance by instance.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="selection">Where stacks are looked for.</param>
    /// <param name="beside">What is there already, in whose groups the rules of a stack stay; null plans it by itself.</param>
    /// <param name="incomplete">
    /// Receives the problems of a state or of live groups that cannot be read in full; null refuses them.
    /// </param>
    /// <param name="notes">Receives what is to be known about the age of a stack's addresses; null drops it.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">There is no such stack, policy or file, or it has problems.</exception>
    public static ImmutableArray<Permissions> Read(
        string text,
        InstanceSelection selection,
        ImmutableArray<Permissions>? beside,
        List<Problem>? incomplete,
        List<Problem>? notes,
        Lazy<PolicyCatalog> catalog,
        CliEnvironment environment)
    {
        var path = Path.GetFullPath(text, environment.CurrentDirectory);
        if (File.Exists(path))
        {
            var permitted = SavedPlan.IsOne(path)
                ? SavedPlan.Read(path, text, environment.Clouds)
                : ReadLive(path, text, incomplete, environment);
            if (beside is null) RequireDeployable(text, permitted);
            return [.. permitted.Select(side => side with { IsDeployed = true })];
        }

        var (name, version) = Split(text);
        if (catalog.Value.FindPolicy(name) is { } policy) return [OfPolicy(text, policy, version, catalog.Value)];

        var directory = StackDirectory.Find(selection.Directory, environment);
        if (!directory.Stacks.Contains(name))
        {
            var known = directory.Stacks.Concat(catalog.Value.Policies.Select(candidate => candidate.Definition.Id));
            throw new UsageException(Problem.Error(
                ProblemIds.UnknownName,
                $"'{text}' is neither a stack in {directory.Display} nor a policy nor a file",
                NearestName.Suggestion(name, known)));
        }

        var instances = AgainstOptions.Place(
            beside, InstanceSelector.Select(selection with { Stacks = [name] }, catalog, environment), isPart: false);
        var planned = PlannedInstance.All([.. instances.Select(instance => At(instance, version, catalog.Value))]);
        notes?.AddRange(planned
            .SelectMany(of => of.Plan.Findings.Where(finding => finding.Id == ProblemIds.LockOutdated))
            .Distinct());
        return
        [
            .. planned.Select(of => Permissions.From(of.Plan) with
            {
                Scenarios = PlayedScenario.All(of.Plan.Policy, catalog.Value.Scenarios),
            }),
        ];
    }

    /// <summary>
    /// A state or the output of a cloud's own command. What cannot be read in full is not compared, but tells in which groups rules are.
    /// </summary>
    private static ImmutableArray<Permissions> ReadLive(
        string path, string display, List<Problem>? incomplete, CliEnvironment environment)
    {
        var survey = new LiveFileReader(environment.Connectors.Value, environment.Input).Read([(path, display)]);
        var problems = survey.Problems.Concat(survey.Groups.SelectMany(group => group.Problems.Select(group.Locate))).ToImmutableArray();
        if (incomplete is null && !problems.IsEmpty) throw new UsageException(problems);
        incomplete?.AddRange(problems);
        return survey.Groups.IsEmpty
            ? throw new UsageException(UsageProblem.File(display, "The file has no groups"))
            : LivePermissions.From(survey.Groups, survey.Recorded);
    }

    /// <summary>Rejects a saved plan with errors, which cannot have been deployed.</summary>
    private static void RequireDeployable(string display, ImmutableArray<Permissions> planned)
    {
        if (planned.FirstOrDefault(side => !side.Obstacles.IsEmpty) is not { } refused) return;
        throw new UsageException(UsageProblem.File(
            display,
            $"The plan of '{refused.Name}' had errors when it was written, so it is not what is deployed: {refused.Obstacles[0].Id}, "
                + refused.Obstacles[0].Message,
            "give the stack's export, or write the plan again when 'pulumi up' is through"));
    }

    /// <summary>A policy without an instance: its peer groups are compared by name, since they have no addresses.</summary>
    private static Permissions OfPolicy(string text, PolicyDescriptor descriptor, PbxVersion? version, PolicyCatalog catalog)
    {
        var arguments = descriptor.Definition.PeerGroups.Aggregate(
            new PolicyArguments { PbxVersion = version },
            (sum, group) => sum.WithPeers(group, [Peer.SecurityGroupInput(group)]));
        var policy = descriptor.Create(arguments);
        return Permissions.From(text, null, policy.Rules) with { Scenarios = PlayedScenario.All(policy, catalog.Scenarios) };
    }

    private static SelectedInstance At(SelectedInstance instance, PbxVersion? version, PolicyCatalog catalog)
    {
        if (version is null) return instance;
        var request = instance.Config.Request;
        var arguments = new PolicyArguments(request.Policy.Arguments) { PbxVersion = version };
        var policy = catalog.FindPolicy(request.Policy.Definition.Id)!.Create(arguments);
        return instance with { Config = instance.Config with { Request = new(request, policy) } };
    }

    private static (string Name, PbxVersion? Version) Split(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0) return (text, null);
        return PbxVersion.TryParse(text[(at + 1)..], out var version, out var problem)
            ? (text[..at], version)
            : throw new UsageException(problem with { Place = new Place { Key = text } });
    }
}
