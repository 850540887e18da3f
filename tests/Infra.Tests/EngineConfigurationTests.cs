using System.Text;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;

namespace Starface.Infra.Tests;

/// <summary>The command line reads from the files what the program receives from Pulumi's engine, or refuses the files.</summary>
public sealed class EngineConfigurationTests
{
    /// <summary>Files that the engine accepts and the command line refuses, each with a reason that its message gives.</summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["scalar/tag-binary"] = "the tag",
        ["two-documents"] = "A second document",
        ["project-type-integer-text"] = "declares 'starface:x' as integer",
        ["project-type-missing"] = "without a default",
        ["project-secret"] = "as a secret",
    };

    /// <summary>Files that the engine refuses for a reason that is not in their text.</summary>
    private static readonly string[] RefusedByEngineAlone = ["scalar/secure-scalar", "environment"];

    private static readonly Dictionary<string, JsonElement> Cases = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "engine-configuration.json")))
        .RootElement.GetProperty("cases").EnumerateArray()
        .ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    // Notations beyond the recorded ones, from the source of the engine's YAML library: what it makes of them, or null for the text itself.
    public static TheoryData<string, string?> Notations => new()
    {
        { "0b101", "5" }, { "0B11", "3" }, { "-0b11", "-3" }, { "0X1f", "31" }, { "+0x1F", "31" }, { "-0o17", "-15" }, { "0O17", "15" },
        { "0b-1", "-1" }, { "0o+7", "7" }, { "0x-1", null }, { "0x", null }, { "0b2", null }, { "0o8", null }, { "0xfg", null },
        { "08", "8" }, { "0777", "511" }, { "0778", "778" }, { "-017", "-15" }, { "00", "0" }, { "-0", "0" }, { "+0", "0" },
        { "-0.0", "-0" },
        { "1__0", "10" }, { "5_", "5" }, { "+_5", "5" }, { "_5", null }, { "1_0.5_0", "10.5" }, { ".5_0", null },
        { "1.", "1" }, { ".5", "0.5" }, { "-.5", "-0.5" }, { "+.5", "0.5" }, { ".", null }, { "+", null }, { "-.", null },
        { "1.50", "1.5" }, { "10.00", "10" }, { "-7.10", "-7.1" }, { "1e3", "1000" }, { "1E3", "1000" }, { "1.5e-3", "0.0015" },
        { "1e", null }, { "1e+", null }, { "e5", null }, { "1e5e5", null }, { "1.2.3", null }, { "1,5", null }, { "1 5", null },
        { "1e20", "100000000000000000000" }, { "1e21", "1e+21" }, { "1.25e22", "1.25e+22" }, { "1e-6", "0.000001" }, { "1e-7", "1e-7" },
        { "1.5e-10", "1.5e-10" }, { "1e400", null }, { "0.1", null }, { "123456.789", null }, { "7.1", null },
        { "9223372036854775807", null }, { "9223372036854775808", null }, { "18446744073709551615", null },
        { "18446744073709551616", "18446744073709552000" }, { "-9223372036854775808", null },
        { "-9223372036854775809", "-9223372036854776000" },
        { "0xffffffffffffffff", "18446744073709551615" }, { "0x10000000000000000", null },
        { "TRUE", "true" }, { "FALSE", "false" }, { "False", "false" }, { "tRUE", null }, { "y", null }, { "off", null },
        { "NULL", "" }, { "Null", "" }, { "nULL", null }, { "0443", "291" }, { "12:30:45", null }, { "192.0.2.1", null },
        { "203.0.113.0/24", null }, { "::1", null }, { "+4930123", "4930123" }, { "2027-13-01", null }, { "2027-02-30", null },
        { "2027-1", null }, { "02027-01-31", null }, { "2027-01-31T10:00:00", null }, { "2027-01-31 10:00:00Z", null },
        { "2027/01/31", null },
    };

    [Fact]
    public void There_are_as_many_cases_as_were_recorded() => Assert.Equal(88, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tool_reads_what_the_program_receives(string name)
    {
        var recorded = Cases[name];
        var program = recorded.TryGetProperty("program", out var values)
            ? values.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!, StringComparer.Ordinal)
            : null;
        if (Refused.TryGetValue(name, out var reason) || (program is null && !RefusedByEngineAlone.Contains(name)))
        {
            var refusal = Assert.Throws<UsageException>(() => Read(recorded));
            if (reason is not null) Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
            return;
        }

        var tool = Read(recorded);

        if (program is null) return;
        Assert.Equal(program.Keys.Order(StringComparer.Ordinal), tool.Entries.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        foreach (var entry in tool.Entries)
        {
            // The text of a date depends on the zone of the machine; the binder refuses it wherever it is.
            if (HasDate(entry.Value)) Assert.Contains("+0000 UTC", program[entry.Key], StringComparison.Ordinal);
            else Assert.Equal(program[entry.Key], EngineText.From(entry.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_readers_make_the_same_nodes(string name)
    {
        var recorded = Cases[name];
        if (Refused.ContainsKey(name) || !recorded.TryGetProperty("program", out var program)) return;
        foreach (var entry in Read(recorded).Entries.Where(entry => !HasDate(entry.Value)))
            AssertSame(entry.Value, PulumiConfig.Parse(entry.Key, program.GetProperty(entry.Key).GetString()!));
    }

    [Theory]
    [MemberData(nameof(Notations))]
    public void A_notation_is_what_the_engine_makes_of_it(string written, string? received)
    {
        var tool = Assert.IsType<ConfigScalar>(Read($"config:\n  starface:x: {written}\n", "").Entries[0].Value);

        Assert.NotEqual(ScalarForm.Date, tool.Form);
        Assert.Equal(received ?? written, tool.Text);
        Assert.Equal(written, tool.Written);
    }

    // From the scanner of the engine's YAML library: what is received, or null where the engine or this reader refuses, and words of that.
    public static TheoryData<string, string?, string> Forms => new()
    {
        { "starface:x: [0.0.0.0/0, ::/0]", null, "quote it: \"::/0\"" },
        { "starface:x: {a: ::1}", null, "quote it: \"::1\"" },
        { "starface:x: {\"a\":::1}", null, "quote it" },
        { "starface:x: [\"::/0\", '::1']", "[\"::/0\",\"::1\"]", "" },
        { "starface:x:\n    - ::/0\n    - 2001:db8::1", "[\"::/0\",\"2001:db8::1\"]", "" },
        { "starface:x: ::/0", "::/0", "" },
        { "starface:x: [2001:db8::, 2001:db8::1]", null, "as one text" },
        { "starface:x: [a?b, c]", null, "quote it" },
        { "starface:x: [?a]", null, "quote it" },
        { "starface:x: [|, a]", null, "quote it" },
        { "starface:x: [>a]", null, "quote it" },
        { "starface:x: [%a]", null, "quote it" },
        { "starface:x: [a:,b]", null, "as one text" },
        { "starface:x: {a:}", "{\"a:\":null}", "" },
        { "starface:x: {a: , b: c}", "{\"a\":null,\"b\":\"c\"}", "" },
        { "starface:x: {\"a\":[1,2],\"b\":{\"c\":true}}", "{\"a\":[1,2],\"b\":{\"c\":true}}", "" },
        { "starface:x: [a: b, c]", "[{\"a\":\"b\"},\"c\"]", "" },
        { "starface:x: {a, b: c}", "{\"a\":null,\"b\":\"c\"}", "" },
        { "starface:x: [\n    a, # one\n    b,\n  ]", "[\"a\",\"b\"]", "" },
        { "starface:x: {\n    a: b\n}", "{\"a\":\"b\"}", "" },
        { "starface:x:\n  - a\n  - b # c", "[\"a\",\"b\"]", "" },
        { "starface:x:\n    - a: 1\n      b: 2\n    - c: 3", "[{\"a\":1,\"b\":2},{\"c\":3}]", "" },
        { "starface:x:\n    -\ta", null, "a tab" },
        { "starface:x:\n    -\ta: b", null, "a tab" },
        { "starface:x:\ta\t# c", "a", "" },
        { "starface:x: [\"a\tb\",\tc]", "[\"a\\tb\",\"c\"]", "" },
        { "starface:x: \"\\uD83D\\uDE80\"", null, "half a character" },
        { "starface:x: \"\\U0001F680 \\x41\\/\\_\"", "🚀 A/\u00A0", "" },
        { "starface:x: '\\uD83D'", "\\uD83D", "" },
        { "starface:x: \"\\\\uD83D\"", "\\uD83D", "" },
        { "starface:x: a\u0007b", null, "U+0007" },
        { "starface:x: a\u007Fb", null, "U+007F" },
        { "starface:x: [&v a, *v, &v b, *v]", "[\"a\",\"a\",\"b\",\"b\"]", "" },
        { "starface:x: &a.b a", null, "the anchor" },
        { "&k starface:y: 1\n  starface:x: *k", "starface:y", "" },
        { "starface:y: &v 7.10\n  starface:x: *v", "7.1", "" },
        { "starface:x: &v !!str 7.10", "7.10", "" },
        { "starface:x: !!str\n    7.10", "7.10", "" },
        { "? starface:x\n  : a", "a", "" },
        { "\"starface:x\" : a", "a", "" },
        { "starface:x: |+\n    a\n\n  starface:y: b", "a\n\n", "" },
        { "starface:x: |2\n      a\n     b", "  a\n b\n", "" },
        { "starface:x: >\n    a\n      b\n    c", "a\n  b\nc\n", "" },
        { "starface:x: |-\r\n    {\"a\": [1]}\r", "{\"a\": [1]}", "" },
        { "starface:x: a\n\n    b", "a\nb", "" },
        { "starface:x: \"a\\\n    b\"", "ab", "" },
        { "starface:x: 'a' b", null, "" },
        { "starface:x: - a", null, "" },
        { "starface:x: a: b", null, "" },
        { "starface:x: [a\n  starface:y: b", null, "" },
        { "starface:x: {1: a, \"1\": b}", null, "Duplicate key" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_is_read_as_by_the_engine_or_refused(string lines, string? received, string reason)
    {
        if (received is null)
        {
            var refused = Assert.Throws<UsageException>(() => Read($"config:\n  {lines}\n", ""));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
            return;
        }

        var value = Read($"config:\n  {lines}\n", "")["starface:x"]!;
        Assert.Equal(received, EngineText.From(value));
        AssertSame(value, PulumiConfig.Parse("starface:x", received));
    }

    [Theory]
    [InlineData("%YAML 1.1\n---\n", true)]
    [InlineData("%YAML 1.2\n%TAG !e! tag:example.com,2000:\n---\n", true)]
    [InlineData("---\n", true)]
    [InlineData("%YAML 1.3\n---\n", false)]
    [InlineData("%FOO bar\n---\n", false)]
    public void Directives_are_those_of_the_engine(string directives, bool isRead)
    {
        var text = directives + "config:\n  starface:x: a\n";

        if (isRead) Assert.Equal("a", EngineText.From(Read(text, "")["starface:x"]!));
        else Assert.Throws<UsageException>(() => Read(text, ""));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("{", "}", false)]
    [InlineData("? ", "", true)]
    public void A_key_of_more_than_1024_characters_needs_a_question_mark(string before, string after, bool isRead)
    {
        var key = new string('k', before == "" ? 1000 : 1025);
        var text = $"config:\n  starface:x:\n    {before}{key}{(before == "? " ? "\n    " : "")}: a{after}\n";

        if (isRead) Assert.Equal($"{{\"{key}\":\"a\"}}", EngineText.From(Read(text, "")["starface:x"]!));
        else Assert.Throws<UsageException>(() => Read(text, ""));
    }

    [Theory]
    [InlineData("2027-01-31")]
    [InlineData("2027-1-2")]
    [InlineData("2024-02-29")]
    [InlineData("2027-01-31 10:00:00")]
    [InlineData("2027-01-31 1:2:3.45")]
    [InlineData("2027-01-31T10:00:00Z")]
    [InlineData("2027-01-31t10:00:00.123456789+02:00")]
    public void A_date_is_refused_wherever_text_is_meant(string date)
    {
        var node = Read($"config:\n  starface:x: {date}\n  starface:y: [{date}]\n", "");

        Assert.All(
            node.Entries.Select(entry => entry.Value is ConfigList list ? list.Items[0] : entry.Value),
            value => Assert.Equal(ScalarForm.Date, Assert.IsType<ConfigScalar>(value).Form));
    }

    [Fact]
    public void Random_maps_are_the_same_through_both_readers()
    {
        var random = new Random(20261129);
        for (var i = 0; i < 2000; i++)
        {
            var yaml = new StringBuilder("config:\n");
            for (var key = 0; key < 3; key++) yaml.Append($"  starface:k{key}: {RandomValue(random, 3)}\n");
            foreach (var entry in Read(yaml.ToString(), "").Entries)
                AssertSame(entry.Value, PulumiConfig.Parse(entry.Key, EngineText.From(entry.Value)));
        }
    }

    [Theory]
    [InlineData("<<: *a", """{"p":["192.0.2.1"],"q":[1]}""")]
    [InlineData("<<: *a\n    q: [2]", """{"p":["192.0.2.1"],"q":[2]}""")]
    [InlineData("q: [2]\n    <<: *a", """{"p":["192.0.2.1"],"q":[2]}""")]
    [InlineData("<<: [*b, *a]", """{"p":[3],"q":[1],"r":[4]}""")]
    [InlineData("<<: [*a, *b]", """{"p":["192.0.2.1"],"q":[1],"r":[4]}""")]
    [InlineData("<<: {<<: *a, p: [5]}", """{"p":[5],"q":[1]}""")]
    [InlineData("\"<<\": [6]", """{"\u003c\u003c":[6]}""")]
    public void Merge_keys_are_resolved_as_by_the_engine(string map, string received)
    {
        var config = Read(
            $"config:\n  starface:a: &a {{p: [192.0.2.1], q: [1]}}\n  starface:b: &b {{p: [3], r: [4]}}\n  starface:m:\n    {map}\n", "");

        Assert.Equal(received, EngineText.From(config["starface:m"]!));
    }

    [Theory]
    [InlineData("<<: [1]")]
    [InlineData("<<: text")]
    [InlineData("<<: *list")]
    [InlineData("007: a")]
    [InlineData("2027-01-31: a")]
    [InlineData("~: a")]
    [InlineData("[a]: b")]
    [InlineData("x: !!int \"5\"")]
    [InlineData("x: ! 5")]
    [InlineData("x: .nan")]
    public void What_no_program_receives_in_this_form_is_refused(string map) =>
        Assert.Throws<UsageException>(() => Read($"config:\n  starface:l: &list [{{a: b}}]\n  starface:m:\n    {map}\n", ""));

    [Theory]
    [InlineData("x: {default: a, value: b}", "keep one")]
    [InlineData("aws:region: {default: a}", "write 'value:' alone")]
    [InlineData("aws:region: {type: string, value: a}", "write 'value:' alone")]
    [InlineData("aws:region: {}", "add 'value:'")]
    [InlineData("x: {typ: string}", "did you mean 'type'?")]
    [InlineData("x: {type: text}", "use one of")]
    [InlineData("x: {type: array, default: [a]}", "add 'items:")]
    [InlineData("x: 7.10", "quote it: \"7.10\"")]
    [InlineData("x: 2027-01-31", "quote it: \"2027-01-31\"")]
    [InlineData("x: ", "not quoted")]
    [InlineData("starface:peers.a: {default: [a]}", "write the whole value")]
    [InlineData("x: {type: boolean, default: yes}", "as boolean")]
    [InlineData("x: {type: array, items: {type: string}, default: [1]}", "as array<string>")]
    [InlineData("x: {type: object, default: a}", "as object")]
    [InlineData("x: 1\n  starface:x: 2", "keep one of the two")]
    [InlineData("x:y:z: 1", "'namespace:name'")]
    public void What_the_engine_refuses_of_a_project_is_refused(string config, string fix) => Assert.Contains(
        fix,
        Assert.Throws<UsageException>(() => Read("config: {}\n", $"config:\n  {config}\n")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("x: {type: integer, default: 5}", "5")]
    [InlineData("x: {type: integer, default: '5'}", "5")]
    [InlineData("x: {type: boolean, default: true}", "true")]
    [InlineData("x: {type: array, items: {type: integer}, default: [1, 2]}", "[1,2]")]
    [InlineData("x: {type: array, items: {type: array, items: {type: string}}, default: [[a]]}", """[["a"]]""")]
    [InlineData("x: {type: object, default: {a: 7.10}}", """{"a":7.1}""")]
    [InlineData("x: {value: 7.10}", "7.1")]
    [InlineData("x: true", "true")]
    [InlineData("x: 8443", "8443")]
    public void Defaults_of_a_project_arrive_in_their_types(string config, string received) =>
        Assert.Equal(received, EngineText.From(Read("config: {}\n", $"config:\n  {config}\n")["starface:x"]!));

    // Below the top of the file Pulumi passes numbers and truth values as such, so that both readers can tell them from text.
    [Theory]
    [InlineData("starface:instances: [{name: one, pbxVersion: 7.10}]", "SFP5011 starface:instances[0].pbxVersion")]
    [InlineData("starface:instances: [{name: one, pbxVersion: 8}]", "SFP5011 starface:instances[0].pbxVersion")]
    [InlineData("starface:instances: [{name: one, pbxVersion: \"7.10\"}]", "")]
    [InlineData("starface:instances: [{name: 1, vpcId: true}]", "SFP5011 starface:instances[0].name, SFP5011 starface:instances[0].vpcId")]
    [InlineData("starface:instances: [{name: one, prefixListsFrom: 5, exclusiveRules: False, attached: TRUE}]", "")]
    [InlineData("starface:instances: [{name: one, prefixListsFrom: 0b101, exclusiveRules: \"false\"}]", "")]
    [InlineData("starface:instances: [{name: one, prefixListsFrom: true}]", "SFP5011 starface:instances[0].prefixListsFrom")]
    [InlineData("starface:instances: [{name: one, exclusiveRules: 1}]", "SFP5011 starface:instances[0].exclusiveRules")]
    [InlineData("starface:instances: [{name: one, exclusiveRules: yes}]", "SFP5005 starface:instances[0].exclusiveRules")]
    [InlineData("starface:tags: {customer: 4711}", "SFP5011 starface:tags.customer")]
    [
        InlineData(
            "starface:tags: {customer: 007, production: True, owner: ~, empty: ''}",
            "SFP5011 starface:tags.customer, SFP5011 starface:tags.production"),
    ]
    [InlineData("starface:tags: {<<: {a: b}, c: d}", "")]
    [InlineData("starface:settings: {WebPort: 0x1F90}", "")]
    [InlineData("starface:settings: {WebPort: 8443.0}", "")]
    [InlineData("starface:settings: {WebPort: 8443.5}", "SFP5005 starface:settings.WebPort")]
    [InlineData("starface:settings: {WebPort: true}", "SFP5005 starface:settings.WebPort")]
    [InlineData("starface:settings: {WebPort: }", "SFP5004 starface:settings.WebPort")]
    [InlineData("starface:settings: '{\"WebPort\": 8443}'", "")]
    [
        InlineData(
            "starface:peerSets: {2024: [10.0.0.0/8]}\n  starface:hosts: {siptrunk.de: [2024]}",
            "SFP5011 starface:hosts.siptrunk.de[0]"),
    ]
    [InlineData("starface:peerSets: {2024: [10.0.0.0/8]}\n  starface:hosts: {siptrunk.de: [\"2024\"]}", "")]
    [InlineData("starface:hosts: {siptrunk.de: [192.0]}", "SFP5011 starface:hosts.siptrunk.de[0]")]
    [InlineData("starface:attached: True", "")]
    [InlineData("starface:prefixListsFrom: 0x5", "")]
    public void Both_readers_end_in_the_same_instances_or_refuse_the_same(string lines, string refused)
    {
        var received = Read(
            "config:\n  starface:cloud: aws\n  starface:policy: cloud-pbx-vpn\n"
                + "  starface:peers: {vpn: [10.8.0.0/16], resolvers: [192.0.2.53], time-servers: [192.0.2.123]}\n"
                + $"  {lines}\n",
            "");

        var tool = Bind(received, (key, value) => value is ConfigScalar { Text: var text } && JsonConfigReader.IsStructured(text)
            ? JsonConfigReader.Read(text, value.Place, out _)!
            : value);
        var program = Bind(received, (key, value) => PulumiConfig.Parse(key, EngineText.From(value)));

        Assert.Equal(refused, Problems(tool));
        Assert.Equal(refused, Problems(program));
        Assert.Equal(tool.Instances.Select(Describe), program.Instances.Select(Describe));
        Assert.NotEqual(refused.Length == 0, tool.Instances.IsEmpty);
    }

    // At the top Pulumi passes text alone: what the command line refuses there, no program can tell from what was meant.
    [Theory]
    [InlineData("pbxVersion: 7.10", "7.1")]
    [InlineData("name: True", "true")]
    public void At_the_top_only_the_command_line_sees_what_was_written(string line, string program)
    {
        var value = Read($"config:\n  starface:{line}\n", "").Entries[0].Value;

        Assert.NotEqual(ScalarForm.Text, Assert.IsType<ConfigScalar>(value).Form);
        Assert.Equal(program, EngineText.From(value));
    }

    private static StackConfig Bind(ConfigMap received, Func<string, ConfigNode, ConfigNode> read) => StackConfigBinder.Bind(
        Policies.Catalog.Instance,
        ShippedClouds.All,
        "stack",
        new ConfigMap(
            [
                .. received.Entries.Select(entry =>
                    new ConfigEntry(entry.Key["starface:".Length..], read(entry.Key, entry.Value), entry.Place)),
            ],
            received.Place));

    private static string Problems(StackConfig config) => string.Join(
        ", ", config.Problems.Select(problem => $"{problem.Id} {problem.Place!.Key}").Order(StringComparer.Ordinal));

    private static string Describe(InstanceConfig instance)
    {
        var plan = instance.Cloud.Plan(instance.Request);
        return $"{plan.Name} {plan.Digest} {instance.Request.Policy.Arguments.PbxVersion} {instance.Request.PrefixListsFrom} "
            + $"{instance.Request.ExclusiveRules} {instance.Request.Attached} {string.Join(",", instance.Request.Tags)}";
    }

    private static ConfigMap Read(JsonElement recorded) =>
        Read(recorded.GetProperty("stack").GetString()!, recorded.TryGetProperty("project", out var project) ? project.GetString()! : "");

    /// <summary>The mark at the start of a file goes with the file's encoding.</summary>
    private static ConfigMap Read(string stack, string project) => EngineConfig.Merge(
        StackFile.Config(StackFile.Top(YamlConfigReader.ReadPulumis(stack.TrimStart('\uFEFF'), "Pulumi.x.yaml"))),
        ProjectFile.Read($"name: starface\nruntime: dotnet\n{project}", "Pulumi.yaml"),
        "Pulumi.x.yaml");

    /// <summary>The nodes of the command line have places and what is written, which no program sees.</summary>
    private static void AssertSame(ConfigNode tool, ConfigNode program)
    {
        // The command line knows that a single value is not quoted; the program receives a text.
        if (tool is ConfigScalar { Text: var text })
            tool = JsonConfigReader.IsStructured(text) ? JsonConfigReader.Read(text, null, out _)! : new ConfigScalar(text);
        Assert.Equal(Describe(program), Describe(tool));
    }

    private static string Describe(ConfigNode node) => node switch
    {
        ConfigScalar scalar => $"{scalar.Form} {JsonSerializer.Serialize(scalar.Text)}",
        ConfigList list => $"[{string.Join(", ", list.Items.Select(Describe))}]",
        ConfigMap map => "{" + string.Join(
            ", ", map.Entries.Select(entry => $"{entry.Key}: {Describe(entry.Value)}").Order(StringComparer.Ordinal)) + "}",
        _ => throw new InvalidOperationException(),
    };

    private static bool HasDate(ConfigNode node) => node switch
    {
        ConfigScalar scalar => scalar.Form == ScalarForm.Date,
        ConfigList list => list.Items.Any(HasDate),
        ConfigMap map => map.Entries.Any(entry => HasDate(entry.Value)),
        _ => false,
    };

    private static string RandomValue(Random random, int depth) => random.Next(depth > 0 ? 4 : 2) switch
    {
        0 => RandomPlain(random),
        1 => RandomQuoted(random),
        2 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth - 1)))}]",
        _ => $"{{{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(i => $"k{i}: {RandomValue(random, depth - 1)}"))}}}",
    };

    private static string RandomPlain(Random random)
    {
        string[] words = ["true", "False", "null", "~", "yes", "abc", "192.0.2.1", "2001:db8::/48", "sg-1", "1e3", "0x1F", "017"];
        if (random.Next(3) == 0) return words[random.Next(words.Length)];
        const string Digits = "0123456789._e+-x";
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Digits[random.Next(Digits.Length)]));

        // A dash begins a list, and three of either begin or end a document.
        return text is "-" || text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)
            ? "d" + text
            : text;
    }

    private static string RandomQuoted(Random random)
    {
        string[] parts = ["a", "7.10", "<&>", "\\\"", "\\\\", "é", "🚀", "\\u2028", "\\t", " ", "#", "x: y"];
        return $"\"{string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => parts[random.Next(parts.Length)]))}\"";
    }
}
