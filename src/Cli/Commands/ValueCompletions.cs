using System.CommandLine;
using System.CommandLine.Completions;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy;

namespace Starface.Cli.Commands;

/// <summary>Completes values of options and arguments: the clouds, what the catalog has by its id, and the stacks of a folder.</summary>
/// <param name="catalog">The policies.</param>
/// <param name="environment">The machine.</param>
internal sealed class ValueCompletions(Lazy<PolicyCatalog> catalog, CliEnvironment environment)
{
    private readonly CliEnvironment _environment = environment with { Note = static _ => { } };

    /// <summary>Adds the values to the options and arguments of a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in command.Options) Add(option.CompletionSources, OfOption(option.Name));

        // The parser asks all arguments of a command, whichever the word belongs to; those of 'diff' are of one kind.
        if (command.Arguments is [var argument, ..]) Add(argument.CompletionSources, OfArgument(command.Name));
    }

    private Func<CompletionContext, IEnumerable<string>>? OfOption(string name) => name switch
    {
        "--cloud" => _ => _environment.Clouds.Select(cloud => cloud.Id),
        "--policy" or "--beside" => _ => Policies(),
        "--stack" => context => Stacks(context.ParseResult),
        _ => null,
    };

    private Func<CompletionContext, IEnumerable<string>>? OfArgument(string command) => command switch
    {
        "show" => _ => Policies()
            .Concat(catalog.Value.Services.Select(service => service.Id))
            .Concat(catalog.Value.Scenarios.Select(scenario => scenario.Id)),
        "export" => _ => Policies(),
        "diff" => context => Stacks(context.ParseResult).Concat(Policies()),
        _ => null,
    };

    private static void Add(
        ICollection<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, Func<CompletionContext, IEnumerable<string>>? values)
    {
        if (values is not null) sources.Add(context => values(context).Select(value => new CompletionItem(value)));
    }

    private IEnumerable<string> Policies() => catalog.Value.Policies.Select(policy => policy.Definition.Id);

    private IEnumerable<string> Stacks(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options.OfType<Option<string>>();
        var directory = options.FirstOrDefault(option => option.Name == "--directory");
        try
        {
            return StackDirectory.Find(directory is null ? null : parsed.GetValue(directory), _environment).Stacks;
        }
        catch (UsageException)
        {
            // Nobody reads a message in the middle of a line; the command itself says it.
            return [];
        }
    }
}
