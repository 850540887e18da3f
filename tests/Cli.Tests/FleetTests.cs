using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Many stacks at once: all of a folder, one bad file among them, and progress while they are planned.</summary>
public sealed class FleetTests
{
    private const string Good = StackText.Good;

    [Fact]
    public void All_stacks_of_a_folder_are_shown()
    {
        using var folder = Fleet("one", "two", "three");

        var result = Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json").IsFine();

        Assert.Equal(["one", "three", "two"], Stacks(result));
    }

    // So many are read and planned on several threads.
    [Fact]
    public void Many_stacks_stay_in_order_and_so_do_problems()
    {
        var names = Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"pbx-{i:D2}")).ToArray();
        using var folder = Fleet(names);
        string[] bad = ["pbx-03", "pbx-41", "pbx-42"];
        foreach (var stack in bad) folder.Write($"Pulumi.{stack}.yaml", "config: []");

        var result = Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(names.Except(bad), Stacks(result));
        Assert.Equal(bad, result.Error.TrimEnd('\n').Split('\n').Select(line => line.Split("Pulumi.")[1].Split(".yaml")[0]));
        Assert.Equal(result, Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json"));
    }

    /// <summary>Four times the prefixes are about four times the text, however many groups they need.</summary>
    [Theory]
    [InlineData("aws", "table")]
    [InlineData("aws", "json")]
    [InlineData("azure", "table")]
    [InlineData("azure", "json")]
    public void What_is_written_grows_with_the_prefixes_and_not_with_their_square(string cloud, string format)
    {
        var (few, many) = (Length(150), Length(600));

        Assert.InRange(many, few, 4.5 * few);

        double Length(int prefixes)
        {
            var phones = Enumerable.Range(0, prefixes).Select(i => FormattableString.Invariant($"10.0.{i / 100}.{2 * (i % 100)}"));
            return Tool.Run(
                "preview", "--policy", "cloud-pbx", "--cloud", cloud, "--format", format,
                "--peer", "administrators=203.0.113.0/26", "--peer", "sip-providers=198.51.100.0/25", "--peer", "resolvers=192.0.2.53",
                "--peer", "time-servers=192.0.2.123", "--peer", "phones=" + string.Join(',', phones)).Output.Length;
        }
    }

    [Fact]
    public void Stacks_named_one_by_one_are_shown_in_that_order()
    {
        using var folder = Fleet("one", "two", "three");

        var result = Tool.Run("preview", "--stack", "two", "--stack", "one", "--directory", folder.Path, "--format", "json").IsFine();

        Assert.Equal(["two", "one"], Stacks(result));
    }

    [Theory]
    [InlineData("--all")]
    [InlineData("--stack one --stack bad --stack two")]
    public void A_bad_file_hides_no_other_stack_and_ends_in_an_error(string selection)
    {
        using var folder = Fleet("one", "two");
        folder.Write(
            "Pulumi.bad.yaml", Good.Replace("10.8.0.0/16", "10.8.0.1/16", StringComparison.Ordinal)
                .Replace("cloud: aws", "cloud: gcp", StringComparison.Ordinal));
        string[] words = ["preview", .. selection.Split(' '), "--directory", folder.Path];

        var table = Tool.Run(words);
        var json = Tool.Run([.. words, "--format", "json"]);

        Assert.Equal((1, 1), (table.ExitCode, json.ExitCode));
        Assert.Contains("\none\n", "\n" + table.Output, StringComparison.Ordinal);
        Assert.Contains("\ntwo\n", table.Output, StringComparison.Ordinal);
        Assert.Equal(["one", "two"], Stacks(json));
        using var document = JsonDocument.Parse(json.Output);
        var problems = document.RootElement.GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal([("Pulumi.bad.yaml", 2), ("Pulumi.bad.yaml", 5)], problems.Select(PositionOf));
        Assert.Equal(string.Concat(problems.Select(LineOf)), table.Error);

        static (string?, int) PositionOf(JsonElement problem) =>
            (
                Path.GetFileName(problem.GetProperty("place").GetProperty("file").GetString()),
                problem.GetProperty("place").GetProperty("line").GetInt32());

        static string LineOf(JsonElement problem)
        {
            var place = problem.GetProperty("place");
            return $"error {problem.GetProperty("id")}: "
                + $"{place.GetProperty("file")}:{place.GetProperty("line")}:{place.GetProperty("column")}: "
                + $"{place.GetProperty("key")}: {problem.GetProperty("message")}; {problem.GetProperty("fix")}.\n";
        }
    }

    [Fact]
    public void A_saved_plan_that_lacks_instances_is_no_side_of_a_comparison()
    {
        using var folder = Fleet("one");
        folder.Write("Pulumi.bad.yaml", "config: []");
        var saved = folder.Write("applied.json", Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json").Output);

        Tool.Run("diff", saved, "one", "--directory", folder.Path).IsError("lacks instances");
    }

    [Fact]
    public void Only_bad_files_leave_no_data_behind()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.bad.yaml", "config: []");

        Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json").IsError("Pulumi.bad.yaml:1:9");
    }

    [Fact]
    public void A_program_is_compiled_from_all_stacks_or_from_none()
    {
        using var folder = Fleet("one", "two");
        var output = Path.Combine(folder.Path, "out");

        folder.Write("Pulumi.bad.yaml", "config: []");
        Tool.Run("compile", "--all", "--directory", folder.Path, "--output", output).IsError("Pulumi.bad.yaml");
        Assert.False(Directory.Exists(output));

        File.Delete(Path.Combine(folder.Path, "Pulumi.bad.yaml"));
        Tool.Run("compile", "--all", "--directory", folder.Path, "--output", output).IsFine();
        var resources = JsonDocument.Parse(folder.Read("out/Main.json")).RootElement.GetProperty("resources");
        Assert.True(resources.TryGetProperty("one", out _) && resources.TryGetProperty("two", out _));
    }

    [Theory]
    [InlineData("--stack one", "combined with --stack")]
    [InlineData("--policy cloud-pbx", "--policy cannot be combined with --all")]
    [InlineData("--name four", "no instance 'four'")]
    public void All_goes_with_nothing_that_selects_otherwise(string beside, string expected)
    {
        using var folder = Fleet("one");

        Tool.Run(["preview", "--all", .. beside.Split(' '), "--directory", folder.Path]).IsError(expected);
    }

    [Fact]
    public void A_folder_without_stacks_is_named()
    {
        using var folder = new TemporaryFolder();

        Tool.Run("preview", "--all", "--directory", folder.Path).IsError("has no stacks");
    }

    [Fact]
    public void Long_work_says_on_a_terminal_how_far_it_is_and_wipes_it_away()
    {
        using var folder = Fleet([.. Enumerable.Range(1, 9).Select(i => $"stack-{i}")]);
        var time = new SteppingTime(TimeSpan.FromMilliseconds(80));

        var result = Tool.RunIn(folder.Environment with { IsErrorTerminal = true, Time = time }, "preview", "--all");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\rplanned \d of 9 instances", result.Error);
        Assert.EndsWith("\r", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Error.TrimEnd('\r').Split('\r')[^1].Trim());
        Assert.DoesNotContain("planned", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1000)]
    public void Quick_work_and_a_pipe_get_no_progress(bool isTerminal, int step)
    {
        using var folder = Fleet("one", "two");

        Tool.RunIn(
            folder.Environment with { IsErrorTerminal = isTerminal, Time = new SteppingTime(TimeSpan.FromMilliseconds(step)) },
            "preview",
            "--all").IsFine();
    }

    private static TemporaryFolder Fleet(params string[] stacks)
    {
        var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        foreach (var stack in stacks) folder.Write($"Pulumi.{stack}.yaml", Good);
        return folder;
    }

    private static IEnumerable<string?> Stacks(CliResult result) =>
        JsonDocument.Parse(result.Output).RootElement
            .GetProperty("stacks")
            .EnumerateArray()
            .Select(stack => stack.GetProperty("stack").GetString());

    /// <summary>A clock that goes on a step each time somebody looks.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;
    }
}
