using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;

namespace Starface.Infra.Tests;

/// <summary>
/// The program that <c>compile</c> writes and the C# program are the same program: same resources, same inputs, same outputs.
/// </summary>
public sealed class CompiledProgramTests
{
    private const string Peers =
        """{"administrators":["203.0.113.0/24","2001:db8:a::/48"],"phones":["198.51.100.0/24"],"resolvers":["192.0.2.53"],"""
        + """ "sip-providers":["192.0.2.128/25"],"time-servers":["192.0.2.123"]}""";

    private static readonly Dictionary<string, string> Aws = new()
    {
        ["starface:cloud"] = "aws",
        ["starface:policy"] = "cloud-pbx",
        ["starface:vpcId"] = "vpc-0a1b2c3d",
        ["starface:region"] = "eu-central-1",
        ["starface:peers"] = Peers,
        ["starface:settings"] = """{"webPort":8443}""",
        ["starface:tags"] = """{"customer":"A & B: 5$ ${x}"}""",
    };

    private static readonly Dictionary<string, string> Azure = new()
    {
        ["starface:cloud"] = "azure",
        ["starface:policy"] = "cloud-pbx",
        ["starface:resourceGroupName"] = "rg-pbx",
        ["starface:location"] = "westeurope",
        ["starface:peers"] = Peers,
        ["starface:allowLoadBalancerProbes"] = "true",
    };

    private static readonly Dictionary<string, Dictionary<string, string>> Configurations = new(StringComparer.Ordinal)
    {
        ["aws"] = Aws,
        ["azure"] = Azure,
        ["two instances"] = new(Azure)
        {
            ["starface:instances"] = """[{"name":"one","pbxVersion":"7.0.0.8"},{"name":"two","cloud":"aws","exclusiveRules":false}]""",
        },
        ["an adopted group and prefix lists"] = new(Aws) { ["starface:adoptGroupId"] = "sg-0a1b2c3d", ["starface:prefixListsFrom"] = "1" },
        ["associations"] = new(Azure)
        {
            ["starface:subnetIds"] =
                """{"pbx":"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/pbx"}""",
            ["starface:networkInterfaceIds"] =
                """{"eth0":"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/eth0"}""",
        },
        ["flows that must never be cut"] = new(Aws) { ["starface:neverCut"] = """["web-interface","sip"]""" },
        ["several groups"] = new(Aws)
        {
            ["starface:peers"] = Peers.Replace(
                "\"198.51.100.0/24\"",
                string.Join(",", Enumerable.Range(0, 14).Select(i => $"\"10.{2 * i}.0.0/24\"")),
                StringComparison.Ordinal),
        },
    };

    private static readonly Regex DigestReference = new(@"^\$\{(?<name>[^.]+)\.(value|tags\[""(?<tag>.+)""\])\}$");

    public static TheoryData<string> Cases => [.. Configurations.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Both_programs_register_the_same_resources_and_put_out_the_same_values(string configuration)
    {
        var compiled = Compile(Configurations[configuration]);
        var (mocks, outputs) = await RunAsync(Configurations[configuration]);

        Assert.Equal(
            compiled.GetProperty("resources").EnumerateObject().Select(Line).Order(StringComparer.Ordinal),
            mocks.Registrations
                .Where(
                    registration => !registration.Type!.StartsWith("starface:", StringComparison.Ordinal)
                        && registration.Type != "pulumi:pulumi:Stack")
                .Select(registration => $"{registration.Type} {registration.Name} import '{registration.Id}' "
                    + $"{RegisteredText.Of(registration.Inputs)}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            compiled.GetProperty("outputs")
                .EnumerateObject()
                .Select(output => $"{output.Name}: {Output(output.Value, compiled.GetProperty("resources"))}")
                .Order(StringComparer.Ordinal),
            (
                await Task.WhenAll(
                    // What must never be cut is only for the program that can tell what is permitted.
                    outputs.Where(output => !output.Key.EndsWith("-neverCut", StringComparison.Ordinal))
                        .Select(async output => $"{output.Key}: {await TextAsync(output.Value!)}"))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_cases_put_out_the_ids_of_all_groups_where_there_can_be_several()
    {
        var several = await RunAsync(Configurations["several groups"]);
        var one = await RunAsync(Configurations["azure"]);

        Assert.Equal(["stack-digest", "stack-groupId", "stack-groupIds"], several.Outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["stack-digest", "stack-groupId"], one.Outputs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_compiled_program_does_not_say_what_must_never_be_cut_since_it_only_knows_what_was_planned() =>
        Assert.DoesNotContain("neverCut", Compile(Configurations["flows that must never be cut"]).GetRawText(), StringComparison.Ordinal);

    /// <summary>Every way from one program to another keeps every resource: each names what it is called in the others.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_program_names_what_the_resources_are_called_in_the_others(string configuration)
    {
        var compiled = Compile(Configurations[configuration]).GetProperty("resources")
            .EnumerateObject()
            .Select(resource => new Identity(
                UrnOf("", resource.Value.GetProperty("type").GetString()!, Unescape(resource.Name)),
                [
                    .. resource.Value.GetProperty("options").GetProperty("aliases").EnumerateArray().Select(alias =>
                        Unescape(alias.GetString()!
                            .Replace("${pulumi.stack}", "stack", StringComparison.Ordinal)
                            .Replace("${pulumi.project}", "starface", StringComparison.Ordinal))),
                ]))
            .ToList();
        var program = await IdentitiesAsync(Configurations[configuration], isPackaged: false);
        var packaged = await IdentitiesAsync(Configurations[configuration], isPackaged: true);

        var all = new[] { compiled, program, packaged };
        foreach (var (from, to) in all.SelectMany(from => all.Select(to => (from, to))).Where(way => way.from != way.to))
        {
            Assert.Equal(from.Count, to.Count);
            Assert.All(from, before => Assert.Single(to, after => after.Aliases.Contains(before.Urn)));
        }

        Assert.All(all.SelectMany(identities => identities), identity => Assert.DoesNotContain(identity.Urn, identity.Aliases));
    }

    /// <summary>A resource without a parent may be anything in a program of a user's own, and must not be taken over.</summary>
    [Fact]
    public async Task A_component_in_a_program_of_ones_own_does_not_claim_what_has_no_parent()
    {
        var seen = new List<Identity>();
        await Deployment.TestAsync(
            new RecordingMocks(),
            new TestOptions { IsPreview = false, StackName = "stack", ProjectName = "starface" },
            () =>
            {
                var policy = new CloudPbxVpn(
                    new CloudPbxVpn.Peers { Vpn = ["10.8.0.0/16"], Resolvers = ["192.0.2.53"], TimeServers = ["192.0.2.123"] });
                _ = new PolicySecurityGroup("aws", new PolicySecurityGroupArgs { Policy = policy }, Seeing(seen));
                _ = new PolicyNetworkSecurityGroup(
                    "azure", new PolicyNetworkSecurityGroupArgs { Policy = policy, ResourceGroupName = "rg" }, Seeing(seen));
            });

        Assert.Contains(seen, identity => identity.Urn.EndsWith("::aws", StringComparison.Ordinal));
        Assert.Contains(seen, identity => identity.Urn.EndsWith("::azure", StringComparison.Ordinal));
        Assert.All(seen, identity => Assert.Contains("$starface:index:Policy", Assert.Single(identity.Aliases), StringComparison.Ordinal));
    }

    private static async Task<List<Identity>> IdentitiesAsync(Dictionary<string, string> config, bool isPackaged)
    {
        var seen = new List<Identity>();
        await StackConfiguration.RunAsync(config, () => Deployment.TestAsync(
            new RecordingMocks(),
            new TestOptions { IsPreview = false, StackName = "stack", ProjectName = "starface" },
            () =>
            {
                var stack = StackConfigBinder.Bind(Catalog.Instance, ShippedClouds.All, "stack", PulumiConfig.Read());
                foreach (var (cloud, request) in stack.Instances.Select(instance => (instance.Cloud, instance.Request)))
                {
                    var options = Seeing(seen);
                    if (isPackaged) options.Parent = new Packaged(ProgramIdentity.PackagedFor(cloud), request.Name);
                    _ = cloud == AwsTarget.Instance
                        ? (ComponentResource)new PolicySecurityGroup(request.Name, PolicySecurityGroupArgs.From(request), options)
                        : new PolicyNetworkSecurityGroup(request.Name, PolicyNetworkSecurityGroupArgs.From(request), options);
                }
            }));
        return seen;
    }

    /// <summary>Options that remember what is registered below a component.</summary>
    private static ComponentResourceOptions Seeing(List<Identity> seen)
    {
        var parents = new Dictionary<Resource, string>(ReferenceEqualityComparer.Instance);
        return new ComponentResourceOptions
        {
            ResourceTransformations =
            {
                registration =>
                {
                    var type = registration.Resource.GetResourceType();
                    var parent = registration.Options.Parent;
                    var above = parent is null ? ""
                        : parents.TryGetValue(parent, out var known) ? known
                        : parent.GetResourceType() + "$";
                    parents[registration.Resource] = $"{above}{type}$";
                    if (registration.Resource is CustomResource)
                    {
                        seen.Add(new Identity(
                            UrnOf(above, type, registration.Resource.GetResourceName()),
                            [.. registration.Options.Aliases.Select(alias => AliasUrn(alias))]));
                    }

                    return null;
                },
            },
        };
    }

    private static string AliasUrn(Input<Alias> alias) =>
        OutputUtilities.GetValueAsync(alias.ToOutput()).GetAwaiter().GetResult().Urn!;

    private static string UrnOf(string parents, string type, string name) => $"urn:pulumi:stack::starface::{parents}{type}::{name}";

    private static JsonElement Compile(Dictionary<string, string> config)
    {
        var folder = Directory.CreateTempSubdirectory("starface-policy-").FullName;
        try
        {
            // A stack's file is YAML, and the structured values are JSON, which YAML contains; plain ones are quoted for the colons in
            // them.
            var file = new StringBuilder("config:\n");
            foreach (var (key, value) in config)
                file.Append($"  {key}: {(value[0] is '{' or '[' ? value : JsonSerializer.Serialize(value))}\n");
            File.WriteAllText(Path.Combine(folder, "Pulumi.stack.yaml"), file.ToString());

            using var output = new StringWriter();
            using var error = new StringWriter();
            var exitCode = CommandLineApp.Run(
                ["compile", "--directory", folder, "--stack", "stack", "--output", "out"],
                output,
                error,
                new CliEnvironment(folder, folder),
                new Lazy<Policy.PolicyCatalog>(Catalog.Instance));
            Assert.True(exitCode == 0, error.ToString());
            using var program = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "out", "Main.json")));
            return program.RootElement.Clone();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(RecordingMocks Mocks, IDictionary<string, object?> Outputs)> RunAsync(Dictionary<string, string> config)
    {
        var mocks = new RecordingMocks { StackOutputs = ImmutableDictionary<string, object>.Empty };
        var result = await StackConfiguration.RunAsync(
            config,
            () => Deployment.TestAsync(
                mocks, new TestOptions { IsPreview = false, StackName = "stack", ProjectName = "starface" }, PolicyProgram.RunAsync));
        return (mocks, result.Outputs);
    }

    private static string Line(JsonProperty resource)
    {
        var import = resource.Value.GetProperty("options").TryGetProperty("import", out var id) ? Unescape(id.GetString()!) : "";
        return $"{resource.Value.GetProperty("type").GetString()} {Unescape(resource.Name)} import '{import}' "
            + $"{Text(resource.Value.GetProperty("properties"))}";
    }

    /// <summary>An output as the engine would see it: one that is not an id refers to an input, which the mocks return.</summary>
    private static string Output(JsonElement value, JsonElement resources)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString()!.EndsWith(".id}", StringComparison.Ordinal)) return Text(value);
        var reference = DigestReference.Match(value.GetString()!);
        var properties = resources.GetProperty(reference.Groups["name"].Value).GetProperty("properties");
        return reference.Groups["tag"] is { Success: true } tag
            ? properties.GetProperty("tags").GetProperty(tag.Value).GetString()!
            : properties.GetProperty("value").GetString()!;
    }

    /// <summary>Values of the compiled program as the engine would see them: references are the ids that the mocks give.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            "{"
                + string.Join(
                    ", ", value.EnumerateObject()
                        .Select(property => (Name: Unescape(property.Name), property.Value))
                        .OrderBy(property => property.Name, StringComparer.Ordinal)
                        .Select(property => $"{property.Name}: {Text(property.Value)}"))
                + "}",
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Text)) + "]",
        JsonValueKind.String => Resolve(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Resolve(string text)
    {
        if (!text.StartsWith("${", StringComparison.Ordinal)) return Unescape(text);
        Assert.EndsWith(".id}", text, StringComparison.Ordinal);
        var name = text["${".Length..^".id}".Length];
        return (name.StartsWith("[\"", StringComparison.Ordinal) ? name[2..^2] : name) + "-id";
    }

    private static string Unescape(string text) => text.Replace("$$", "$", StringComparison.Ordinal);

    private static async Task<string> TextAsync(object output) => output switch
    {
        Output<string> text => await OutputUtilities.GetValueAsync(text),
        Output<ImmutableArray<string>> list => "[" + string.Join(", ", await OutputUtilities.GetValueAsync(list)) + "]",
        _ => throw new InvalidOperationException($"{output.GetType()} is not the type of an output that both programs have."),
    };

    private sealed record Identity(string Urn, ImmutableArray<string> Aliases);

    private sealed class Packaged(string type, string name) : ComponentResource(type, name);
}
