using System.Globalization;
using System.Text;
using System.Text.Json;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Composition;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;

namespace Starface.Drift.Tests.Mutations;

/// <summary>
/// Every document that a command reads, changed at every place. Whatever it becomes, the command ends with one of its exit codes, says
/// what is wrong in words that hurt no terminal and no build service, and has no defect. <c>STARFACE_MUTATIONS</c> sets how many changes
/// are tried, <c>STARFACE_MUTATION_SEED</c> which, and <c>STARFACE_MUTATED</c> a part of the name of the kinds.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output) : IDisposable
{
    private const int Usual = 10_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("mutations-").FullName;
    private string _current = "";
    private long _count;

    public static TheoryData<string> Kinds => [.. DocumentSamples.All.Select(sample => sample.Kind)];

    private static int Total => Number("STARFACE_MUTATIONS") ?? Usual;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_sample_is_accepted(string kind)
    {
        var sample = SampleOf(kind);
        Prepare(sample);
        foreach (var command in sample.Commands)
        {
            Write(sample, Encoding.UTF8.GetBytes(sample.Text));
            var (code, shown, messages) = Run(sample, command);
            Assert.True(
                sample.Always is { } always ? code == always : code != ExitCode.Error,
                $"{string.Join(' ', command)}: {code}\n{messages}\n{shown}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Category", "Slow")]
    public void A_changed_document_ends_in_words(string kind)
    {
        if (Environment.GetEnvironmentVariable("STARFACE_MUTATED") is { } chosen && !kind.Contains(chosen, StringComparison.Ordinal))
            Assert.Skip("STARFACE_MUTATED names another kind.");
        var sample = SampleOf(kind);
        var failures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Wait(Task.Factory.StartNew(
            () => Mutate(sample, failures),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_count} documents"));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values.Take(20)));
    }

    [Fact]
    public void Every_kind_of_document_has_a_sample()
    {
        var kinds = DocumentSamples.All.Select(sample => sample.Kind).ToList();
        Assert.All(
            ShippedConnectors.All.All.SelectMany(connector => connector.Files.Commands),
            command => Assert.Contains(command, kinds));

        // The options and arguments that name something to read.
        string[] written = ["--summary", "export --output"];
        var used = DocumentSamples.All
            .SelectMany(sample => sample.Commands.SelectMany(command => command))
            .ToHashSet(StringComparer.Ordinal);
        var options = new CommandTree().Commands
            .SelectMany(command => command.Options.Select(option => (command.Name, Option: option)))
            .Where(known => known.Option.HelpName is "FILE" or "SIDE" or "[STACK=]FILE")
            .Select(known => (known.Option.Name, Full: $"{known.Name} {known.Option.Name}"))
            .Where(known => !written.Contains(known.Name) && !written.Contains(known.Full));
        Assert.All(options, known => Assert.Contains(known.Name, used));
        var arguments = new CommandTree().Commands.Where(command => command.Arguments.Count > 0).Select(command => command.Name);
        Assert.Equal(["show", "diff", "merge", "export", "new"], arguments);

        // The keys of configurations.
        var configurations = string.Concat(DocumentSamples.All.Where(sample => sample.Commands[0][0] == "check").Select(Texts));
        Assert.All(
            ConfigKeys.OfInstance.Concat(ConfigKeys.OfTop).Concat(ShippedClouds.All.SelectMany(cloud => cloud.ConfigKeys)),
            key => Assert.Matches($@"\b{key}\b", configurations));

        static string Texts(DocumentSample sample) => sample.Text + string.Concat(sample.Others.Select(other => other.Value));
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static DocumentSample SampleOf(string kind) => DocumentSamples.All.Single(sample => sample.Kind == kind);

    /// <summary>Tries a part of the changes: half of them go to all kinds alike, half in proportion to the places of a document.</summary>
    private void Mutate(DocumentSample sample, SortedDictionary<string, string> failures)
    {
        var places = DocumentPlace.Find(sample.Text);
        var all = DocumentSamples.All.Select(other => DocumentPlace.Find(other.Text).Count).ToList();
        var mutator = new DocumentMutator(new Random(Number("STARFACE_MUTATION_SEED") ?? 20261129));
        var count = (int)((long)Total * (places.Count + all.Average()) / (2 * all.Sum())) + 1;
        Prepare(sample);
        for (var i = 0; i < count; i++)
        {
            var (bytes, change) = mutator.Next(sample.Text, places, i);
            if (sample.Sign is { } sign && i % 2 == 0) bytes = sign(bytes);
            var command = sample.Commands[i % sample.Commands.Length];
            Volatile.Write(ref _current, $"{string.Join(' ', command)}, {sample.File} {change}");
            Write(sample, bytes);
            var (code, shown, messages) = Run(sample, command);
            if (FindFailure(code, shown, messages, command) is { } failure)
                failures.TryAdd(failure, $"{_current}\nexit code {code}: {failure}\n{Short(messages)}\n{Short(shown)}");
            Interlocked.Increment(ref _count);
        }
    }

    private static string? FindFailure(int code, string shown, string messages, string[] command)
    {
        try
        {
            Assert.InRange(code, ExitCode.Success, ExitCode.Findings);
            Assert.DoesNotContain("error: unexpected ", messages, StringComparison.Ordinal);
            Assert.DoesNotContain("   at Starface", messages, StringComparison.Ordinal);
            Assert.False(code == ExitCode.Error && messages.Length + shown.Length == 0, "It fails without a word.");
            Harmless.Assert(shown);
            Harmless.Assert(messages);
            if (shown.Length > 0 && command.Contains("json")) JsonDocument.Parse(shown).Dispose();
            return null;
        }
        catch (Exception failure) when (failure is JsonException or Xunit.Sdk.XunitException)
        {
            var defect = messages.IndexOf("error: unexpected ", StringComparison.Ordinal);
            return defect < 0 ? Short(failure.Message) : Short(messages[defect..]);
        }
    }

    private void Prepare(DocumentSample sample)
    {
        foreach (var (name, text) in sample.Others) File.WriteAllText(Path.Combine(_folder, name), text);
    }

    private void Write(DocumentSample sample, byte[] bytes) => File.WriteAllBytes(Path.Combine(_folder, sample.File), bytes);

    private (int Code, string Shown, string Messages) Run(DocumentSample sample, string[] command)
    {
        using var shown = new StringWriter { NewLine = "\n" };
        using var messages = new StringWriter { NewLine = "\n" };
        var machine = new CliEnvironment(_folder, _folder) { Time = Resumed.Clock, Verbose = true };
        if (sample.Connectors is { } connectors) machine = machine with { Connectors = new(connectors) };
        return (CommandLineApp.Run(command, shown, messages, machine, new(sample.Catalog)), shown.ToString(), messages.ToString());
    }

    /// <summary>Waits for the worker, and gives up when it does not get ahead: a document that never ends is a defect too.</summary>
    private void Wait(Task worker)
    {
        for (var before = -1L; !worker.Wait(MostTime, TestContext.Current.CancellationToken);)
        {
            var now = Interlocked.Read(ref _count);
            if (now == before) Assert.Fail($"The command does not come to an end: {Volatile.Read(ref _current)}");
            before = now;
        }
    }

    private static string Short(string text) => text.Length <= 1500 ? text : text[..1500] + "…";
}
