using System.Text.Json;
using Starface.Cli.Selection;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Parts of a fleet, which are looked at on several machines.</summary>
public sealed class ShardTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"pbx-{i:D2}"))];

    // A part that changed between two versions of the tool would be looked at twice or not at all.
    [Theory]
    [InlineData("munich", 16, 4)]
    [InlineData("munich-2", 16, 6)]
    [InlineData("customer-17", 16, 4)]
    [InlineData("customer-17", 7, 6)]
    [InlineData("a", 2, 1)]
    public void The_part_of_a_name_never_changes(string name, int count, int number) => Assert.Equal(
        number, Assert.Single(Enumerable.Range(1, count), candidate => new Shard(candidate, count).Contains(name)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(1_000)]
    public void Every_name_is_in_exactly_one_part_and_the_parts_are_of_like_size(int count)
    {
        var names = Enumerable.Range(0, 50 * count).Select(i => FormattableString.Invariant($"customer-{i}")).ToList();

        var sizes = names.CountBy(name => Shard.NumberOf(name, count)).ToDictionary();

        Assert.Equal(Enumerable.Range(1, count), sizes.Keys.Order());
        Assert.All(sizes.Values, size => Assert.InRange(size, 15, 100));
        Assert.All(names.Take(50), name => Assert.Equal(
            [Shard.NumberOf(name, count)], Enumerable.Range(1, count).Where(number => new Shard(number, count).Contains(name))));
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("3")]
    [InlineData("/3")]
    [InlineData("1/")]
    [InlineData("-1/2")]
    [InlineData("1/0")]
    [InlineData("1.5/2")]
    [InlineData(" 1/2")]
    [InlineData("1/2/3")]
    [InlineData("1/10001")]
    [InlineData("99999999999/99999999999")]
    public void What_is_no_part_is_refused(string text)
    {
        using var folder = Fleet("one");

        foreach (var command in new[] { "preview --all", "check", "compile --all --output out", "drift --all" })
            Tool.Run([.. command.Split(' '), "--directory", folder.Path, "--shard", text]).IsError("--shard", $"'{text}'", "3/16");
    }

    [Fact]
    public void The_parts_of_a_preview_are_the_whole()
    {
        using var folder = Fleet(Names);
        var whole = Preview(folder).Select(plan => plan.GetRawText()).ToList();

        var parts = Enumerable.Range(1, 5)
            .SelectMany(number => Preview(folder, "--shard", $"{number}/5"))
            .OrderBy(plan => plan.GetProperty("position").GetInt32())
            .Select((plan, i) => plan.GetRawText().Replace($"\n      \"position\": {i},", "", StringComparison.Ordinal));

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void The_parts_of_a_compiled_program_are_the_whole()
    {
        using var folder = Fleet(Names);

        var whole = Compile("whole");
        var parts = Enumerable.Range(1, 3).SelectMany(number => Compile($"part-{number}", "--shard", $"{number}/3")).ToList();

        Assert.Equal(whole.Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));

        List<string> Compile(string output, params string[] more)
        {
            Tool.Run(["compile", "--all", "--directory", folder.Path, "--output", Path.Combine(folder.Path, output), .. more]).IsFine();
            var program = JsonDocument.Parse(folder.Read($"{output}/Main.json")).RootElement;
            return [.. program.GetProperty("resources").EnumerateObject().Select(resource => resource.Name + resource.Value.GetRawText())];
        }
    }

    // The names of 'a-b' and 'a' collide; they are in different parts of most numbers of parts.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Names_that_collide_are_found_in_the_parts_of_both(int count)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.fleet.yaml", Colliding);

        var found = Enumerable.Range(1, count)
            .Select(number => (
                Number: number,
                Result: Tool.Run("check", "--directory", folder.Path, "--shard", $"{number}/{count}", "--format", "json")))
            .ToList();

        foreach (var name in new[] { "a", "a-subnet" })
        {
            var (_, result) = Assert.Single(found, part => new Shard(part.Number, count).Contains(name));
            Assert.Contains("both make a resource 'a-subnet-subnet-x'", result.Output, StringComparison.Ordinal);
        }

        Assert.All(
            found.Where(part => !new Shard(part.Number, count).Contains("a") && !new Shard(part.Number, count).Contains("a-subnet")),
            part => Assert.DoesNotContain("both make", part.Result.Output, StringComparison.Ordinal));
    }

    // An instance that is gone is in no plan, but it has a name.
    [Fact]
    public void What_a_removed_instance_loses_is_told_by_exactly_one_part()
    {
        using var folder = Fleet("one", "two", "three");
        folder.Write("Pulumi.gone.yaml", StackText.Good + "  starface:neverCut: [web-interface]\n");
        var saved = folder.Write("before.json", Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json").Output);
        File.Delete(Path.Combine(folder.Path, "Pulumi.gone.yaml"));

        string[] words = ["preview", "--all", "--directory", folder.Path, "--against", saved];
        var whole = Tool.Run(words);
        var parts = Enumerable.Range(1, 4).Select(number => Tool.Run([.. words, "--shard", $"{number}/4"])).ToList();

        Assert.Equal(1, whole.ExitCode);
        Assert.Contains("gone would cut", whole.Error, StringComparison.Ordinal);
        var told = Assert.Single(parts, part => part.Error.Contains("gone would cut", StringComparison.Ordinal));
        Assert.Equal(1, told.ExitCode);
        Assert.All(parts.Where(part => part != told), part => Assert.Equal(0, part.ExitCode));
    }

    // One instance on each side is the same whatever the names, but not where both sides are parts.
    [Fact]
    public void The_only_instance_of_a_part_is_no_other_instance_under_a_new_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good + "  starface:neverCut: [web-interface]\n");
        var saved = folder.Write("before.json", Tool.Run("preview", "--all", "--directory", folder.Path, "--format", "json").Output);
        File.Move(Path.Combine(folder.Path, "Pulumi.one.yaml"), Path.Combine(folder.Path, "Pulumi.other.yaml"));

        Tool.Run("preview", "--all", "--directory", folder.Path, "--against", saved).IsRefused("'one' would be called 'other'");
        Tool.Run("preview", "--all", "--directory", folder.Path, "--against", saved, "--shard", "1/1").IsRefused("one would cut");
    }

    // The instances of the other parts would look new, and nothing of theirs would count as cut.
    [Theory]
    [InlineData("preview --all --against part.json")]
    [InlineData("check --against part.json")]
    [InlineData("compile --all --against part.json --output out")]
    [InlineData("diff part.json one")]
    public void A_saved_part_is_no_side_of_a_comparison(string command)
    {
        using var folder = Fleet("one", "two", "three");
        string[] preview = ["preview", "--all", "--directory", folder.Path, "--format", "json", "--shard", "1/2"];
        var part = folder.Write("part.json", Tool.Run(preview).Output);
        string[] words = [.. command.Split(' ').Select(word => word == "part.json" ? part : word), "--directory", folder.Path];

        Tool.Run(words).IsError("1 of 2 parts", "merge --format json");
    }

    [Fact]
    public void An_instance_that_options_describe_has_no_parts()
    {
        using var folder = Fleet("one");

        Tool.Run("preview", "--policy", "cloud-pbx", "--cloud", "aws", "--shard", "1/2", "--directory", folder.Path)
            .IsError("--shard cannot be combined with --policy, --cloud");
    }

    private const string Colliding = """
        config:
          starface:cloud: azure
          starface:policy: cloud-pbx
          starface:resourceGroupName: rg
          starface:peers:
            administrators: [203.0.113.0/26]
            phones: [203.0.113.0/26]
            sip-providers: [198.51.100.0/25]
            resolvers: [192.0.2.53/32]
            time-servers: [192.0.2.123/32]
          starface:instances:
            - name: a-subnet
              subnetIds: { x: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/one }
            - name: a
              subnetIds: { subnet-x: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/two }
            - name: b
            - name: c

        """;

    private static TemporaryFolder Fleet(params string[] stacks)
    {
        var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        foreach (var stack in stacks) folder.Write($"Pulumi.{stack}.yaml", StackText.Good);
        return folder;
    }

    private static List<JsonElement> Preview(TemporaryFolder folder, params string[] more)
    {
        var result = Tool.Run(["preview", "--all", "--directory", folder.Path, "--format", "json", .. more]).IsFine();
        return [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("stacks").EnumerateArray()];
    }
}
