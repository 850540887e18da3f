using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Drift;
using Starface.Policy.Clouds.Aws;
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
        var policy = Plans.Pbx(AwsTarget.Instance).Policy.Definition;
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n");
        var peers = string.Concat(policy.PeerGroups.Select(group => $"    {group}: [192.0.2.0/24]\n"));
        File.WriteAllText(
            Path.Combine(_folder, "Pulumi.stack.yaml"),
            $"config:\n  starface:cloud: {cloud}\n  starface:policy: {policy.Id}\n{keys}  starface:peers:\n{peers}");

        var (_, targets) = FleetSelection.Select(
            ["stack"],
            all: false,
            directory: null,
            name: null,
            new Lazy<Policy.PolicyCatalog>(TestPolicy.Catalog(policy)),
            new CliEnvironment(_folder, _folder),
            static target => target);

        Assert.Equal(region, Assert.Single(targets).Region);
    }
}
