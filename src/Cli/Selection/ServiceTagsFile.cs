using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Drift.Files;
using Starface.Policy.Flows.Sets;

namespace Starface.Cli.Selection;

/// <summary>Reads the file with the published service tags.</summary>
internal static class ServiceTagsFile
{
    /// <summary>The addresses of each tag.</summary>
    /// <param name="file">The file, as the command line names it.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">The file cannot be read, or has no service tags.</exception>
    public static ImmutableSortedDictionary<string, PrefixSet> Read(string file, CliEnvironment environment)
    {
        var survey = new LiveFileReader(environment.Connectors.Value, environment.Input)
            .Read([(Path.GetFullPath(file, environment.CurrentDirectory), file)]);
        if (!survey.Problems.IsEmpty) throw new UsageException(survey.Problems);
        return survey.Surroundings.Members is { IsEmpty: false } members ? members : throw new UsageException(UsageProblem.Option(
            $"'{file}' has no service tags",
            "give the file that Azure publishes (\"Azure IP Ranges and Service Tags\"), or the output of 'az network list-service-tags'",
            "--service-tags"));
    }
}
