using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Drift;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;
using Starface.Policy.Tests;

namespace Starface.Drift.Tests;

public sealed class FleetSelectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The provider's region is where 'pulumi up' put the groups.
    [Theory]
    [InlineData("aws", "  aws:region: eu-west-1\n", "eu-west-1")]
    [InlineData("aws", "  aws:region: eu-west-1\n  starface:region: eu-central-1\n", "eu-central-1")]
    [InlineData("aws", "  starface:region: eu-central-1\n", "eu-central-1")]
    [InlineData("aws", "", null)]
    [InlineData("aws", "  aws:region: \"\"\n", null)]
    [InlineData("azure", "  aws:region: eu-west-1\n  starface:resourceGroupName: rg\n", null)]
    public void Groups_are_looked_for_in_the_region_of_the_stack(string cloud, string keys, string? region)
    {
        Write("stack", $"  starface:cloud: {cloud}\n{keys}{Peers}");

        Assert.Equal(region, Assert.Single(Select(static target => target)).Region);
    }

    // The subnet 'subnet-x' of 'a' is called as the subnet 'x' of 'a-subnet'. Others are between the two, in the file and in order.
    [Fact]
    public void Instances_whose_resources_have_the_same_name_are_rejected_wherever_they_are()
    {
        const string Network =
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v";
        var subnets = new Dictionary<string, string> { ["a"] = "subnet-x", ["a-subnet"] = "x" };
        var instances = new[] { "a-subnet", "b", "a-1", "a", "a0" }.Select(name => subnets.TryGetValue(name, out var subnet)
            ? $"    - name: {name}\n      subnetIds: {{ {subnet}: {Network}/subnets/{name} }}\n"
            : $"    - name: {name}\n");
        Write(
            "fleet",
            $"  starface:cloud: azure\n  starface:resourceGroupName: rg\n{Peers}  starface:instances:\n{string.Concat(instances)}");

        var problem = Assert.Single(Assert.Throws<UsageException>(() => Select(static target => target)).Problems);
        Assert.Equal(ProblemIds.NamesCollide, problem.Id);
        Assert.Equal("Instances 'a-subnet' and 'a' both make a resource 'a-subnet-subnet-x'", problem.Message);

        // Instances of two stacks may have resources of the same names, and a stack with a problem does not hide the other.
        Write("other", $"  starface:cloud: aws\n  starface:name: a\n{Peers}");
        Assert.Equal("a", Assert.Single(Select(static target => target)).Plan.Name);
    }

    // A fleet has room for its plans only one by one.
    [Fact]
    public void Neither_the_selection_nor_a_comparison_keeps_a_plan_or_the_rules_of_a_policy()
    {
        var instances = Enumerable.Range(0, 40).Select(i =>
            FormattableString.Invariant($"    - name: pbx-{i}\n      peers:\n        phones: [10.0.{i}.0/24]\n"));
        Write("fleet", $"  starface:cloud: aws\n{Peers}  starface:instances:\n{string.Concat(instances)}");
        var search = new GroupSearch(ShippedConnectors.All, [], null);
        var comparer = new InstanceComparer(search, new FleetOptions { Scope = DriftScope.Group });
        var plan = Plans.Pbx(AwsTarget.Instance, "pbx-7", phones: "10.0.7.0/24");
        var found = comparer.Index([LiveFile.Parse(LiveJson.Bytes(LiveJson.AwsGroups(plan)), "groups.json")], []);

        var (selected, results) = Fleet(Compare);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(40, results.Length);
        Assert.DoesNotContain(results, result => result.Plan.IsAlive || result.Policy.IsAlive);
        Assert.Contains(results, result => result.Drift is { Name: "pbx-7", Status: not DriftStatus.Unknown });
        GC.KeepAlive(selected);

        (WeakReference Plan, WeakReference Policy, InstanceDrift Drift) Compare(FleetTarget target) =>
            (new(target.Plan), new(target.Plan.Policy), comparer.Compare(target, found).Drift);
    }

    private static string Peers =>
        "  starface:peers:\n" + string.Concat(Definition.PeerGroups.Select(group => $"    {group}: [192.0.2.0/24]\n"));

    private static PolicyDefinition Definition => Plans.Pbx(AwsTarget.Instance).Policy.Definition;

    private void Write(string stack, string keys)
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n");
        File.WriteAllText(Path.Combine(_folder, $"Pulumi.{stack}.yaml"), $"config:\n  starface:policy: {Definition.Id}\n{keys}");
    }

    private ImmutableArray<TResult> Select<TResult>(Func<FleetTarget, TResult> use) => Fleet(use).Results;

    private (FleetSelection Selected, ImmutableArray<TResult> Results) Fleet<TResult>(Func<FleetTarget, TResult> use) =>
        FleetSelection.Select(
            [],
            all: true,
            directory: null,
            name: null,
            shard: null,
            keepsUnread: false,
            new Lazy<PolicyCatalog>(TestPolicy.Catalog(Definition)),
            new CliEnvironment(_folder, _folder),
            use);
}
