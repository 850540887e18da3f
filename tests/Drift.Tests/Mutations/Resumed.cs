using System.Text;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Drift.Live;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests.Mutations;

/// <summary>A cloud with one account that answers and one that does not, so that what was read is kept for the next run.</summary>
/// <param name="shipped">The connector of the cloud.</param>
/// <param name="survey">What the account that answers has.</param>
internal sealed class Resumed(CloudConnector shipped, LiveSurvey survey) : CloudConnector(shipped.Cloud)
{
    public const string File = "reads.jsonl";

    /// <summary>When everything is read.</summary>
    public static readonly TimeProvider Clock = new Stopped();

    public override ICloudFiles Files => shipped.Files;

    public override ICloudAdvice Advice => shipped.Advice;

    public override Failures Failures => shipped.Failures;

    public override IEnumerable<LiveSource> FindSources(string? region, SourceOptions options) =>
        [new Account(survey), new UnreadableSource("AWS west", Policy.Problem.Error("SFP6006", "It does not answer"))];

    /// <summary>The file of an interrupted run.</summary>
    public static DocumentSample Sample(Policy.PolicyCatalog catalog, LiveSurvey survey, IReadOnlyList<KeyValuePair<string, string>> files)
    {
        var connectors = new CloudConnectors([new Resumed(ShippedConnectors.All.For(AwsTarget.Instance), survey)]);
        string[] command = ["drift", "--stack", "one", "--resume", File];
        var folder = Directory.CreateTempSubdirectory("sample-").FullName;
        foreach (var (name, text) in files) System.IO.File.WriteAllText(Path.Combine(folder, name), text);
        using var output = new StringWriter();
        CommandLineApp.Run(
            command,
            output,
            output,
            new CliEnvironment(folder, folder) { Connectors = new(connectors), Time = Clock },
            new(catalog));
        var kept = System.IO.File.ReadAllText(Path.Combine(folder, File));
        Directory.Delete(folder, recursive: true);
        return new DocumentSample("file of --resume", File, kept, [command, [.. command, "--format", "json"]])
        {
            Catalog = catalog,
            Connectors = connectors,
            Others = files,
            Always = ExitCode.Error,
            Sign = bytes => Encoding.UTF8.GetBytes(Signed(Encoding.UTF8.GetString(bytes).Trim('\n'))),
        };
    }

    /// <summary>A line of the file with the digest of what it has.</summary>
    private static string Signed(string line)
    {
        var before = ResumeFile.Sign("").Length;
        return line.Length > before ? ResumeFile.Sign(line[before..]) : line;
    }

    private sealed class Stopped : TimeProvider
    {
        private readonly DateTimeOffset _now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;
    }

    private sealed class Account(LiveSurvey survey) : LiveSource("AWS central"), ILiveReader
    {
        public override Task<string?> IdentifyAsync(CancellationToken token) => Task.FromResult<string?>("account");

        public override ILiveReader Open() => this;

        public Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token) => Task.FromResult(survey);

        public Task<LiveSurvey> ReadSurroundingsAsync(LiveSurvey found, CancellationToken token) => Task.FromResult(survey);

        public Task<LiveSurvey> ReadRulesAsync(LiveSurvey found, IReadOnlySet<string> groupIds, CancellationToken token) =>
            Task.FromResult(found);

        public void Dispose()
        {
        }
    }
}
