using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Live;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Configuration;

namespace Starface.Cli.Verbs.Check;

/// <summary>
/// Every validation there is without a cloud: whether the stacks' files mean something, whether their plans can be made and applied, and
/// what the compiler would say of the policies they use.
/// </summary>
internal sealed class Checker
{
    /// <summary>The kind of finding that is a mistake in a stack's file.</summary>
    public const string MistakeRule = "stack-file";

    private readonly CliEnvironment _environment;
    private readonly string? _root;
    private readonly PolicySources _sources;
    private readonly List<ReportItem> _items = [];

    private Checker(CliEnvironment environment)
    {
        _environment = environment;
        _root = Repository.RootOf(environment);
        _sources = _root is null ? new PolicySources() : PolicySources.Scan(_root, Path.Combine(_root, "policies"));
    }

    /// <summary>Checks stacks.</summary>
    /// <param name="stacks">The stacks; none means all of the folder.</param>
    /// <param name="directory">The folder of the stacks' files, or null for the nearest.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="progress">Is told how many are done, or null.</param>
    /// <exception cref="MistakeException">There is no such folder or stack.</exception>
    public static CheckResult Check(ImmutableArray<string> stacks, string? directory, Lazy<PolicyCatalog> catalog, CliEnvironment environment, ProgressLine? progress)
    {
        var folder = StackDirectory.Find(directory, environment);
        var names = InstanceSelector.Named(stacks, folder);
        var checker = new Checker(environment);
        var instances = new List<SelectedInstance>();
        for (var i = 0; i < names.Length; i++)
        {
            progress?.Report("checked", i, names.Length);
            instances.AddRange(checker.Read(names[i], folder, catalog));
        }

        foreach (var (twice, last) in InstanceSelector.DoubleNames(instances))
            checker.AddMistake(last.Stack, $"{twice}: give each a name of its own.", checker.PlaceIn(folder, last.Stack, last.Config.Location));
        foreach (var instance in instances) checker.Plan(instance, folder);
        var policies = instances.Select(instance => instance.Config.Request.Policy.Definition).DistinctBy(policy => policy.Id, StringComparer.Ordinal).ToList();
        checker.Review(policies);
        return new CheckResult(
            [
                .. checker._items
                    .OrderByDescending(item => item.Severity)
                    .ThenBy(item => item.Place?.File, StringComparer.Ordinal)
                    .ThenBy(item => item.Place?.Line)
                    .ThenBy(item => item.Place?.Column)
                    .ThenBy(item => item.Rule, StringComparer.Ordinal)
                    .ThenBy(item => item.Message, StringComparer.Ordinal),
            ],
            names,
            instances.Count,
            policies.Count,
            !checker._items.Exists(item => item.Rule == MistakeRule));
    }

    private ImmutableArray<SelectedInstance> Read(string stack, StackDirectory folder, Lazy<PolicyCatalog> catalog)
    {
        try
        {
            return [.. StackFile.Read(folder.FileOf(stack), stack, catalog, _environment).Select(instance => instance.On(_environment.Today))];
        }
        catch (MistakeException mistake)
        {
            var display = DisplayPath.From(folder.FileOf(stack), _environment);
            foreach (var message in mistake.Messages)
            {
                var (place, text) = StackFile.Split(display, message);
                AddMistake(stack, text, PlaceIn(folder, stack, place));
            }

            return [];
        }
    }

    private void Plan(SelectedInstance instance, StackDirectory folder)
    {
        var (name, place) = (instance.Config.Request.Name, PlaceIn(folder, instance.Stack, instance.Config.Location));
        try
        {
            foreach (var finding in instance.Config.Cloud.Plan(instance.Config.Request).Findings)
                Add(finding, instance.Stack, $"{name}: {finding.Describe()}", place);
        }
        catch (PolicyException mistake)
        {
            foreach (var problem in mistake.Problems) AddMistake(instance.Stack, $"{name}: {problem.Describe()}", place);
        }
    }

    /// <summary>What the compiler says in the editor, for those whose policies come from a package.</summary>
    private void Review(List<PolicyDefinition> policies)
    {
        foreach (var policy in policies)
        {
            foreach (var problem in DeclarationReview.Review(policy, _environment.Clouds))
            {
                var service = problem.DeclarationPlace is { Index: >= 0 and var index } ? policy.Allowances[index].Service.Id : null;
                Add(problem, null, problem.Describe(), _sources.Find(policy.Id, service));
            }
        }

        foreach (var service in policies.SelectMany(policy => policy.Services).DistinctBy(service => service.Id, StringComparer.Ordinal))
        {
            foreach (var problem in DeclarationReview.Review(service, _environment.Clouds)) Add(problem, null, problem.Describe(), _sources.FindService(service.Id));
        }
    }

    private SourcePlace PlaceIn(StackDirectory folder, string stack, ConfigLocation? place) =>
        new(Repository.Relative(_root, folder.FileOf(stack), _environment), place?.Line ?? 1, place?.Column);

    private void AddMistake(string stack, string message, SourcePlace place) => Add(MistakeRule, ItemSeverity.Error, stack, "Mistake", message, place);

    private void Add(Problem finding, string? stack, string message, SourcePlace? place) => Add(finding.Id, SeverityOf(finding.Severity), stack, finding.Id, message, place);

    /// <summary>Messages repeat what stands in files, which in a pull request are a stranger's.</summary>
    private void Add(string rule, ItemSeverity severity, string? stack, string title, string message, SourcePlace? place) =>
        _items.Add(new ReportItem(rule, severity, stack, title, SafeText.Of(message), ReportItem.FingerprintOf($"{stack}\n{rule}\n{message}"), place));

    private static ItemSeverity SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => ItemSeverity.Error,
        Severity.Warning => ItemSeverity.Warning,
        _ => ItemSeverity.Note,
    };
}
