using System.Text.Json;
using Starface.Cli.Tests.Support;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;

namespace Starface.Cli.Tests;

public sealed class CompileTests
{
    [Fact]
    public void The_program_registers_the_resources_of_the_preview()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var program = JsonDocument.Parse(folder.Read("Main.json")).RootElement;

        var compiled = program.GetProperty("resources")
            .EnumerateObject()
            .Select(resource => (resource.Name, Type: resource.Value.GetProperty("type").GetString()!))
            .Order();
        var previewed = Tool.Json("preview").GetProperty("stacks").EnumerateArray()
            .SelectMany(stack => stack.GetProperty("resources").EnumerateArray())
            .Select(resource => (resource.GetProperty("name").GetString()!, resource.GetProperty("type").GetString()!)).Order();

        Assert.Equal(previewed, compiled);
        Assert.Equal(["Main.json", "Pulumi.yaml"], folder.Files);
    }

    [Fact]
    public void What_check_warns_of_is_told_once_with_its_instances_unless_it_is_accepted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        const string Instance = "policy: cloud-pbx, cloud: aws, peers: { administrators: [0.0.0.0/0], phones: [10.0.0.0/8], "
            + "sip-providers: [192.0.2.1], resolvers: [cloud], time-servers: [cloud] }";
        folder.Write("Pulumi.open.yaml", $"config:\n  starface:instances: [{{ name: a, {Instance} }}, {{ name: b, {Instance} }}]\n");

        var (code, output, error) = Tool.RunIn(folder.Environment, "compile", "--stack", "open", "--output", "out");
        Assert.Equal(0, code);
        Assert.DoesNotContain("SFP3", output, StringComparison.Ordinal);
        var warnings = error.Split('\n').Where(line => line.Contains("SFP3", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(warnings);
        Assert.All(warnings, line => Assert.StartsWith("warning SFP3", line, StringComparison.Ordinal));
        Assert.All(warnings, line => Assert.Contains(": a, b: ", line, StringComparison.Ordinal));
        Assert.Distinct(warnings);
        var ids = warnings.Select(line => line[8..15]).Distinct().ToList();
        var check = Tool.RunIn(folder.Environment, "check", "--stack", "open").Output;
        Assert.All(ids, id => Assert.Contains($"warning {id}", check, StringComparison.Ordinal));

        folder.Write("policy-accept.yaml", "accept:\n" + string.Concat(ids.Select(
            id => $"  - {{ id: {id}, stack: open, reason: a test system, until: 2999-12-31 }}\n")));
        error = Tool.RunIn(folder.Environment, "compile", "--stack", "open", "--output", "out").Error;
        Assert.DoesNotContain("SFP3", error, StringComparison.Ordinal);
    }

    /// <summary>The names of resources are keys of the program, whatever the types.</summary>
    [Theory]
    [InlineData("cloud: aws")]
    [InlineData("cloud: aws, adoptGroupId: sg-0a1b2c3d, prefixListsFrom: 1, networkInterfaceIds: { a: eni-0123456789abcdef0 }")]
    [InlineData(
        "cloud: azure, resourceGroupName: rg, "
            + "subnetIds: { x: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "virtualNetworks/v/subnets/x }")]
    public void An_instance_called_like_a_resource_of_another_is_refused_and_no_key_is_ever_there_twice(string keys)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write("Pulumi.one.yaml", Stack($"name: a, {keys}"));
        Tool.RunIn(folder.Environment, "compile", "--stack", "one", "--output", "one").IsFine();
        var names = KeysOf(folder, "one");

        string[] taken = [.. names.Where(name => name != "a" && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))];
        Assert.NotEmpty(taken);
        foreach (var name in taken)
        {
            folder.Write("Pulumi.two.yaml", Stack($"name: {name}, cloud: aws"));
            folder.Write("Pulumi.both.yaml", Stack($"name: a, {keys}", $"name: {name}, cloud: aws"));
            foreach (var command in new string[][] { ["preview"], ["compile", "--output", "both"], ["check"] })
            {
                var (_, output, error) = Tool.RunIn(folder.Environment, [.. command, "--stack", "both"]);
                Assert.Contains(
                    $"Instances 'a' and '{name}' both make a resource '{name}'",
                    string.Join(' ', (output + error).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)),
                    StringComparison.Ordinal);
            }

            // Stacks may have the same names; a program may not.
            Tool.RunIn(folder.Environment, "compile", "--stack", "one", "--stack", "two", "--output", "both")
                .IsError($"both make a resource '{name}'");
        }

        var random = new Random(15);
        for (var i = 0; i < 15; i++)
        {
            string[] parts = ["a", "exclusive", "digest", "interface", "subnet", "x", "2", "in", "tcp", "443"];
            var other = "a-" + string.Join('-', Enumerable.Range(0, random.Next(1, 4)).Select(_ => parts[random.Next(parts.Length)]));
            folder.Write("Pulumi.both.yaml", Stack($"name: a, {keys}", $"name: {other}, cloud: aws"));
            var result = Tool.RunIn(folder.Environment, "compile", "--stack", "both", "--output", "both");
            if (result.ExitCode == 0) Assert.Distinct(KeysOf(folder, "both"));
            else Assert.Contains("SFP4007", result.Error, StringComparison.Ordinal);
        }

        static string[] KeysOf(TemporaryFolder folder, string program) =>
        [
            .. JsonDocument.Parse(folder.Read($"{program}/Main.json")).RootElement.GetProperty("resources").EnumerateObject()
                .Select(resource => resource.Name),
        ];

        static string Stack(params string[] instances) =>
            StackText.Good.Replace("  starface:cloud: aws\n", "", StringComparison.Ordinal)
            + $"  starface:instances:\n{string.Concat(instances.Select(instance => $"    - {{ {instance} }}\n"))}";
    }

    /// <summary>What the Azure Native provider's types have (3.28.0): names that are required, and all names.</summary>
    private static readonly Dictionary<string, (string[] Required, string[] All)> NativeInputs = new(StringComparer.Ordinal)
    {
        ["group"] = (
            ["resourceGroupName"],
            ["flushConnection", "id", "location", "networkSecurityGroupName", "resourceGroupName", "securityRules", "tags"]),
        ["rule"] = (
            ["access", "direction", "protocol"],
            [
                "access", "description", "destinationAddressPrefix", "destinationAddressPrefixes", "destinationApplicationSecurityGroups",
                "destinationPortRange", "destinationPortRanges", "direction", "id", "name", "priority", "protocol", "sourceAddressPrefix",
                "sourceAddressPrefixes", "sourceApplicationSecurityGroups", "sourcePortRange", "sourcePortRanges", "type",
            ]),
        ["asg"] = ([], ["id", "location", "tags"]),
    };

    private const string Native = """
        config:
          starface:cloud: azure
          starface:name: pbx
          starface:policy: cloud-pbx-vpn
          starface:resourceGroupName: rg
          starface:location: westeurope
          starface:peers:
            vpn: [10.8.0.0/16, 10.10.0.0/16, "2001:db8::/48", "tag:VirtualNetwork", /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/phones]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]

        """;

    [Fact]
    public void The_native_provider_of_azure_gets_the_same_group_under_its_own_names()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.nsg.yaml", Native);
        string[] compile = ["compile", "--directory", ".", "--stack", "nsg", "--output"];
        Tool.RunIn(folder.Environment, [.. compile, "classic"]).IsFine();
        Tool.RunIn(folder.Environment, [.. compile, "native", "--provider", "azure-native"]).IsFine();
        var (classic, native) = (Resource("classic"), Resource("native"));

        Assert.Equal("azure-native:network:NetworkSecurityGroup", native.GetProperty("type").GetString());
        Assert.False(native.GetProperty("options").TryGetProperty("aliases", out _));
        Assert.Equal("3.28.0", native.GetProperty("options").GetProperty("version").GetString());
        Check("group", native.GetProperty("properties"));
        var rules = native.GetProperty("properties").GetProperty("securityRules").EnumerateArray().ToList();
        Assert.All(rules, rule => Check("rule", rule));
        var groups = rules.SelectMany(rule => rule.EnumerateObject())
            .Where(property => property.Name.EndsWith("ApplicationSecurityGroups", StringComparison.Ordinal))
            .SelectMany(property => property.Value.EnumerateArray())
            .ToList();
        Assert.NotEmpty(groups);
        Assert.All(groups, group => Check("asg", group));

        // Nothing else differs.
        var text = native.GetProperty("properties").GetRawText();
        Assert.Equal(
            string.Concat(classic.GetProperty("properties").GetRawText().Where(c => !char.IsWhiteSpace(c))),
            System.Text.RegularExpressions.Regex.Replace(
                string.Concat(text.Where(c => !char.IsWhiteSpace(c))),
                "ApplicationSecurityGroups\":\\[\\{\"id\":(\"[^\"]*\")\\}\\]",
                "ApplicationSecurityGroupIds\":[$1]"));

        // What the update records is read again, and permits the same.
        folder.Write("state.json", $$"""
            {"version": 3, "deployment": {"resources": [{
              "urn": "urn:pulumi:nsg::starface::azure-native:network:NetworkSecurityGroup::pbx", "custom": true,
              "type": "azure-native:network:NetworkSecurityGroup",
              "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/pbx",
              "outputs": {{text.Insert(1, "\"name\": \"pbx\", \"etag\": \"e\", \"provisioningState\": \"Succeeded\",")}}
            } ] } }
            """);
        var diff = Tool.RunIn(folder.Environment, "diff", "--directory", ".", "state.json", "nsg");
        Assert.StartsWith("warning: state.json does not show where its groups are", diff.Error, StringComparison.Ordinal);
        Assert.Equal(0, diff.ExitCode);
        var drift = Tool.RunIn(
            folder.Environment, "drift", "--directory", ".", "--stack", "nsg", "--scope", "group", "--live", "state.json");
        Assert.Equal(("", 0), (drift.Error, drift.ExitCode));

        JsonElement Resource(string program) =>
            JsonDocument.Parse(folder.Read($"{program}/Main.json")).RootElement.GetProperty("resources").GetProperty("pbx");

        static void Check(string kind, JsonElement properties)
        {
            var names = properties.EnumerateObject().Select(property => property.Name).ToList();
            Assert.Empty(NativeInputs[kind].Required.Except(names));
            Assert.Empty(names.Except(NativeInputs[kind].All));
        }
    }

    [Theory]
    [InlineData("azure-nativ", Native, "'azure-nativ' is not a provider", "azure-native")]
    [InlineData("azure-native", StackText.Good, "'azure-native' is not a provider", "aws")]
    [InlineData(
        "azure-native",
        Native + "  starface:subnetIds:\n"
            + "    x: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "virtualNetworks/v/subnets/x\n",
        "has no resource for 'pbx-subnet-x'",
        "put the group onto it in the program that makes it")]
    public void What_a_provider_does_not_have_is_refused(string provider, string stack, string problem, string fix)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.one.yaml", stack);

        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "one", "--output", "out", "--provider", provider)
            .IsError(problem, fix);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public void The_name_of_the_runtimes_own_variable_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.one.yaml", StackText.Good + "  starface:name: pulumi\n");

        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "one", "--output", "out")
            .IsError("The name 'pulumi' belongs to Pulumi's YAML runtime");
    }

    [Fact]
    public void The_project_runs_on_the_yaml_runtime()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsFine();

        Assert.Contains("\nname: starface\n", folder.Read("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.Contains("\nruntime: yaml\n", folder.Read("Pulumi.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_project_reads_what_is_there_before_each_update()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsFine();

        var own = File.ReadAllText(Path.Combine(Checkout.Root, "src/Infra/Pulumi.yaml"));
        Assert.All(
            [own, folder.Read("Pulumi.yaml")],
            project => Assert.EndsWith("\noptions:\n  refresh: always\n", project, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Protection_is_of_the_group_alone(string protect, bool expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.safe.yaml", $"""
            config:
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:protect: {protect}
            """);
        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "safe", "--output", "out").IsFine();
        var previewed = Tool.RunIn(folder.Environment, "preview", "--directory", ".", "--stack", "safe", "--format", "json").IsFine();

        string[] groups = expected ? ["safe"] : [];
        Assert.Equal(
            groups,
            JsonDocument.Parse(folder.Read("out/Main.json")).RootElement.GetProperty("resources").EnumerateObject()
                .Where(resource => resource.Value.GetProperty("options").TryGetProperty("protect", out _))
                .Select(resource => resource.Name));
        Assert.Equal(
            groups,
            JsonDocument.Parse(previewed.Output).RootElement.GetProperty("stacks")[0].GetProperty("resources").EnumerateArray()
                .Where(resource => resource.TryGetProperty("protect", out var flag) && flag.GetBoolean())
                .Select(resource => resource.GetProperty("name").GetString()));
    }

    [Fact]
    public void Providers_are_pinned_to_the_versions_the_project_references()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var packages = File.ReadAllText(Path.Combine(Checkout.Root, "Directory.Packages.props"));

        var (aws, azure) = (AwsTarget.Instance.Provider, AzureTarget.Instance.Provider);
        Assert.Contains($"<PulumiAwsVersion>{aws.Version}</PulumiAwsVersion>", packages, StringComparison.Ordinal);
        Assert.Contains($"<PulumiAzureVersion>{azure.Version}</PulumiAzureVersion>", packages, StringComparison.Ordinal);
        foreach (var resource in JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("resources").EnumerateObject())
        {
            var expected = resource.Value.GetProperty("type").GetString()!.StartsWith(aws.Package + ":", StringComparison.Ordinal)
                ? aws
                : azure;
            Assert.StartsWith(expected.Package + ":", resource.Value.GetProperty("type").GetString()!, StringComparison.Ordinal);
            Assert.Equal(expected.Version, resource.Value.GetProperty("options").GetProperty("version").GetString());
        }
    }

    [Fact]
    public void Outputs_are_the_group_and_the_digest_of_each_instance()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var outputs = JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("outputs");
        Assert.Equal("${demo-aws.id}", outputs.GetProperty("demo-aws-groupId").GetString());
        Assert.Equal("${demo-azure.id}", outputs.GetProperty("demo-azure-groupId").GetString());
        Assert.Equal("${demo-aws-digest.value}", outputs.GetProperty("demo-aws-digest").GetString());
        Assert.Equal("${demo-azure.tags[\"starface-policy:digest\"]}", outputs.GetProperty("demo-azure-digest").GetString());
    }

    [Fact]
    public void Running_twice_gives_the_same_bytes_and_overwrites_the_first_run()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--output", folder.Path).IsFine();
        var first = (
            File.ReadAllBytes(Path.Combine(folder.Path, "Main.json")), File.ReadAllBytes(Path.Combine(folder.Path, "Pulumi.yaml")));

        Tool.Run("compile", "--output", folder.Path).IsFine();

        Assert.Equal(first.Item1, File.ReadAllBytes(Path.Combine(folder.Path, "Main.json")));
        Assert.Equal(first.Item2, File.ReadAllBytes(Path.Combine(folder.Path, "Pulumi.yaml")));
        Assert.Equal(["Main.json", "Pulumi.yaml"], folder.Files);
    }

    [Fact]
    public void Dollar_signs_in_texts_and_keys_are_escaped_and_references_are_not()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.costs.yaml", """
            config:
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:tags:
                price$: "5 ${demo.id} $$ $"
            """);
        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "costs", "--output", "out").IsFine();
        var resources = JsonDocument.Parse(folder.Read("out/Main.json")).RootElement.GetProperty("resources");

        Assert.Equal(
            "5 $${demo.id} $$$$ $$",
            resources.GetProperty("costs").GetProperty("properties").GetProperty("tags").GetProperty("price$$").GetString());
        foreach (var text in Texts(resources))
        {
            var unescaped = text.Replace("$$", "", StringComparison.Ordinal)
                .Replace("urn:pulumi:${pulumi.stack}::${pulumi.project}::", "", StringComparison.Ordinal);
            Assert.True(!unescaped.Contains('$', StringComparison.Ordinal) || IsReference(unescaped, resources), text);
        }
    }

    [Theory]
    [InlineData("\U0001F680", "\"\U0001F680\"")]
    [InlineData("a\U0001F680\u00E9\U00020000b", "\"a\U0001F680\u00E9\U00020000b\"")]
    [InlineData("\\uD83D\\uDE80", """ "\\uD83D\\uDE80" """)]
    [InlineData("\\\U0001F680#\U0001F680", "\"\\\\\U0001F680#\U0001F680\"")]
    public void Characters_above_the_basic_plane_stand_as_themselves(string tag, string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.rocket.yaml", $"""
            config:
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:tags:
                launch: '{tag}'
                '{tag}': key
            """);

        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "rocket", "--output", "out").IsFine();

        var main = folder.Read("out/Main.json");
        Assert.Contains($"\"launch\": {json.Trim()}", main, StringComparison.Ordinal);
        Assert.Contains($"{json.Trim()}: \"key\"", main, StringComparison.Ordinal);
        var resources = JsonDocument.Parse(main).RootElement.GetProperty("resources");
        var tags = resources.GetProperty("rocket").GetProperty("properties").GetProperty("tags");
        Assert.Equal(tag, tags.GetProperty("launch").GetString());
        Assert.Equal("key", tags.GetProperty(tag).GetString());
    }

    [Theory]
    [InlineData("launch: \"\\U000E0001\"")]
    [InlineData("\"x\\U000E0041\": y")]
    public void A_character_that_the_runtime_cannot_read_and_nobody_sees_is_refused(string tag)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "Pulumi.hidden.yaml",
            $"config:\n  starface:policy: yealink-phone-network\n  starface:cloud: aws\n  starface:tags: {{{tag}}}\n");

        Tool.RunIn(folder.Environment, "compile", "--directory", ".", "--stack", "hidden", "--output", "out")
            .IsError("has an invisible character above U+FFFF", "remove it");
    }

    [Fact]
    public void References_name_resources_of_the_program_even_with_dots_in_their_names()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path).IsFine();
        var resources = JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("resources");
        var references = Texts(resources).Where(text => text.StartsWith("${", StringComparison.Ordinal)).ToList();

        Assert.Contains(references, reference => reference.StartsWith("${[\"", StringComparison.Ordinal));
        Assert.All(references, reference => Assert.True(IsReference(reference, resources), reference));
    }

    [Fact]
    public void A_missing_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("compile", "--stack", "demo-azure", "--output", Path.Combine(folder.Path, "a", "b")).IsFine();
        Assert.Equal(["a", "a/b", "a/b/Main.json", "a/b/Pulumi.yaml"], folder.Files.Select(file => file.Replace('\\', '/')));
    }

    [Fact]
    public void A_project_that_others_wrote_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: mine\nruntime: nodejs\n");

        Tool.Run("compile", "--stack", "demo-aws", "--output", folder.Path)
            .IsError("Pulumi.yaml", "did not write", "name an empty folder");

        Assert.Equal(["Pulumi.yaml"], folder.Files);
        Assert.Equal("name: mine\nruntime: nodejs\n", folder.Read("Pulumi.yaml"));
    }

    [Fact]
    public void A_plan_with_errors_is_not_compiled()
    {
        using var folder = new TemporaryFolder();
        var prefixes = string.Join(',', Enumerable.Range(0, 64).SelectMany(i => new[] { $"10.{i}.0.0/24", $"10.{i}.2.0/24" }));

        Tool.Run(
            "compile", "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--peer", "vpn="
                + prefixes, "--peer", "resolvers=192.0.2.53", "--peer", "time-servers=192.0.2.123",
            "--output", folder.Path).IsError("SFP4002");

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_tag_that_the_runtime_would_take_for_a_function_is_a_problem()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "Pulumi.tagged.yaml",
            "config:\n  starface:policy: yealink-phone-network\n  starface:cloud: aws\n  starface:tags:\n    fn::secret: x\n");

        Tool.RunIn(folder.Environment, "compile", "--directory", folder.Path, "--stack", "tagged", "--output", "out")
            .IsError("fn::secret", "choose another key");
    }

    private static bool IsReference(string text, JsonElement resources)
    {
        // A property refers to an id, a dependency to the resource itself.
        var inner = !text.StartsWith("${", StringComparison.Ordinal) ? ""
            : text.EndsWith(".id}", StringComparison.Ordinal) ? text[2..^4]
            : text[2..^1];
        var name = inner.StartsWith("[\"", StringComparison.Ordinal)
            ? inner[2..^2] : inner.Contains('.', StringComparison.Ordinal) ? ""
            : inner;
        return name.Length > 0 && resources.TryGetProperty(name, out _);
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };
}
