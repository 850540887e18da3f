using System.Reflection;
using System.Runtime.Loader;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Planning;
using Starface.Policy.Tests.Planning;

namespace Starface.EndToEnd.Chain;

/// <summary>The whole way of the data, from what a person declares to what a cloud receives.</summary>
[Trait("Category", "Slow")]
public sealed class ChainTests
{
    [Property(MaxTest = 25)]
    public FsCheck.Property What_is_declared_in_source_is_what_the_printed_resources_permit() =>
        Prop.ForAll(RandomSource.Generator.ToArbitrary(), source =>
    {
        var context = new AssemblyLoadContext("random", isCollectible: true);
        try
        {
            var catalog = Load(context, SourceCompiler.Compile(source.Text()));
            var policy = catalog.FindPolicy("random")!.Create(source.UsedGroups.Aggregate(
                new PolicyArguments(),
                (arguments, group) => arguments.WithPeers(RandomSource.Groups[group], [.. source.Peers[group].Select(Peer.Parse)])));

            Assert.Equal(source.Flows, policy.Flows);
            Assert.Equal(source.Flows, AwsPlanReader.Flows(AwsTarget.Instance.Plan(new PlanRequest("pbx", policy)).Resources));
            Assert.Equal(source.Flows, AzurePlanReader.Flows(AzureTarget.Instance.Plan(new PlanRequest("pbx", policy)).Resources));
            foreach (var cloud in ShippedClouds.All)
            {
                Assert.Equal(
                    source.Flows, PlanJson.Flows(
                        cloud, Preview(
                            catalog,
                            cloud,
                            "random",
                            source.UsedGroups.Select(group => (RandomSource.Groups[group], source.Peers[group].AsEnumerable())))));
            }
        }
        finally
        {
            context.Unload();
        }
    });

    [Property(MaxTest = 200)]
    public FsCheck.Property What_a_policy_permits_is_what_the_printed_resources_permit() => Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();
        var catalog = Policy.Tests.TestPolicy.Catalog(policy.Definition);
        foreach (var cloud in ShippedClouds.All)
        {
            Assert.Equal(
                policy.Flows, PlanJson.Flows(
                    cloud, Preview(catalog, cloud, "test", random.Groups.Select(group => (group.Group, group.Prefixes.AsEnumerable())))));
        }
    });

    private static PolicyCatalog Load(AssemblyLoadContext context, byte[] assembly)
    {
        var catalog = context.LoadFromStream(new MemoryStream(assembly)).GetCustomAttribute<PolicyCatalogAttribute>()!.Catalog;
        return (PolicyCatalog)catalog.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }

    private static string Preview(
        PolicyCatalog catalog, CloudTarget cloud, string policy, IEnumerable<(string Group, IEnumerable<string> Prefixes)> peers)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        string[] arguments =
        [
            "preview", "--policy", policy, "--cloud", cloud == AwsTarget.Instance ? "aws" : "azure", "--format", "json",
            .. peers.SelectMany(peer => new[] { "--peer", $"{peer.Group}={string.Join(",", peer.Prefixes.Distinct())}" }),
        ];

        var exitCode = CommandLineApp.Run(
            arguments,
            output,
            error,
            new CliEnvironment(AppContext.BaseDirectory, AppContext.BaseDirectory),
            new Lazy<Policy.PolicyCatalog>(catalog));

        // Code 2 says that the cloud's limits are exceeded; the resources are printed all the same.
        Assert.True(exitCode is 0 or 2, $"{exitCode}: {error}");
        return output.ToString();
    }
}
