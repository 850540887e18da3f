using System.CommandLine;
using Starface.Cli.Assemblies;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.New;

/// <summary><c>new</c>: the file of a new stack, with everything that its policy knows.</summary>
internal sealed class NewCommand : CliCommand
{
    private readonly Argument<string> _stack = new("STACK") { Description = "The name of the stack, and of its instance." };
    private readonly Option<string> _policy = new("--policy") { HelpName = "ID", Description = "The policy.", Required = true };
    private readonly Option<string> _cloud = new("--cloud") { HelpName = "aws|azure", Description = "The cloud.", Required = true };
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder of the Pulumi project. Default: the nearest one from the current folder upwards, else the current "
            + "folder.",
    };

    public NewCommand()
        : base(
            "new", "Writes the file of a new stack, with every peer group and setting of its policy, and the Pulumi project where it is "
                + "missing.")
    {
        Syntax.Add(_stack);
        Syntax.Add(_policy);
        Syntax.Add(_cloud);
        Syntax.Add(_directory);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var stack = parsed.GetRequiredValue(_stack);
        if (InstanceName.FindProblem(stack) is { } unfit)
        {
            throw new UsageException(UsageProblem.Option(
                $"'{stack}' is not a valid name of a stack and its instance", unfit.Fix ?? "write a shorter one"));
        }

        var template = new StackTemplate(
            stack,
            FindPolicy(parsed.GetRequiredValue(_policy), context.Catalog.Value),
            FindCloud(parsed.GetRequiredValue(_cloud), context.Environment));
        var folder = StackDirectory.FindOrMake(parsed.GetValue(_directory), context.Environment);
        var isNewProject = folder.Project is null;
        var files = NewFiles.Write(
            folder,
            template,
            context.Catalog.Value,
            context.Assembly,
            context.Environment);
        foreach (var file in files) context.Output.WriteLine(file);
        context.Screen.WriteParagraph(
            $"\nFill in what '{CheckOf(stack, parsed.GetValue(_directory), context.Source)}' names; each comment says what belongs there."
                + (context.Environment.LoadsPolicies ? " Every command needs that option for this policy." : ""));
        if (!isNewProject) return ExitCode.Success;
        context.Screen.WriteParagraph(StackProgram.IsIn(Path.GetDirectoryName(folder.ProjectPath)!)
            ? $"Then 'pulumi stack init {stack}' and 'pulumi preview' in the folder of "
                + $"{DisplayPath.From(folder.ProjectPath, context.Environment)}."
            : StackProgram.Missing);
        return ExitCode.Success;
    }

    /// <summary>The whole command that says what is still to be filled in, for people to copy.</summary>
    private static string CheckOf(string stack, string? directory, PolicySource source)
    {
        (string Option, string? Value)[] options =
        [
            ("--directory", directory),
            (PolicySource.AssemblyOption, source.Assembly),
            (PolicySource.BuildOption, source.Project),
        ];
        return $"starface-policy check --stack {stack}" + string.Concat(options
            .Where(option => option.Value is not null)
            .Select(option => $" {option.Option} {Shell.Escape(option.Value!)}"));
    }

    private static PolicyDefinition FindPolicy(string id, PolicyCatalog catalog) => catalog.FindPolicy(id)?.Definition
        ?? throw Unknown("policy", id, "--policy", catalog.Policies.Select(policy => policy.Definition.Id), PolicySource.Way);

    private static CloudTarget FindCloud(string id, CliEnvironment environment) =>
        environment.Clouds.FirstOrDefault(cloud => cloud.Id == id)
        ?? throw Unknown("cloud", id, "--cloud", environment.Clouds.Select(cloud => cloud.Id));

    private static UsageException Unknown(string kind, string written, string option, IEnumerable<string> known, string way = "") => new(
        Problem.Error(ProblemIds.UnknownName, $"There is no {kind} '{written}'", NearestName.Suggestion(written, known) + way) with
        {
            Place = new Place { Key = option },
        });
}
