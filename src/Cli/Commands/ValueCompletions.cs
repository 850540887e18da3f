using System.CommandLine;
using System.CommandLine.Completions;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy;

namespace Starface.Cli.Commands;

/// <summary>Completes values of options: the clouds, the shipped policies, and the stacks of a folder.</summary>
/// <param name="catalog">The policies.</param>
/// <param name="environment">The machine.</param>
internal sealed class ValueCompletions(Lazy<PolicyCatalog> catalog, CliEnvironment environment)
{
    private readonly CliEnvironment _environment = environment with { Note = static _ => { } };

    /// <summary>Adds the values to the options of a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in command.Options)
        {
            Func<CompletionContext, IEnumerable<string>>? values = option.Name switch
            {
                "--cloud" => _ => _environment.Clouds.Select(cloud => cloud.Id),
                "--policy" => _ => catalog.Value.Policies.Select(policy => policy.Definition.Id),
                "--stack" => context => Stacks(context.ParseResult),
                _ => null,
            };
            if (values is not null) option.CompletionSources.Add(context => values(context).Select(value => new CompletionItem(value)));
        }
    }

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
