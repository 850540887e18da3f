using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Starface.Cli.Tests.Support;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Tests.Contract;

/// <summary>The JSON of all commands is one contract: docs/json.md describes it, docs/schemas states it.</summary>
public sealed class ContractTests(CommandOutputs outputs) : IClassFixture<CommandOutputs>
{
    private static readonly string Schemas = Path.Combine(Checkout.Root, "docs", "schemas");
    private static readonly Dictionary<string, JsonSchema> Known = Directory.GetFiles(Schemas, "*.schema.json")
        .OrderBy(file => !file.EndsWith("common.schema.json", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileName(file).Split('.')[0], file => JsonSchema.FromText(File.ReadAllText(file)));

    [Fact]
    public void Every_output_is_what_its_schema_says() =>
        Assert.Empty(
            outputs.All.SelectMany(run => ErrorsOf(Known[run.Key.Split(' ')[0]], run.Value).Select(error => $"{run.Key}: {error}")));

    [Fact]
    public void Every_command_has_a_schema_and_every_schema_a_command() =>
        Assert.Equal(outputs.All.Keys.Select(run => run.Split(' ')[0]).Append("common").Distinct().Order(), Known.Keys.Order());

    [Fact]
    public void A_member_that_the_schema_does_not_know_or_that_is_missing_is_noticed()
    {
        var problem = JsonDocument.Parse(
            """{"policy":"x","digest":"x","ruleset":"","problems":[{"id":"SFP4001","severity":"note","message":"m","more":1}]}""");

        var errors = string.Join("\n", ErrorsOf(Known["export"], problem.RootElement));

        Assert.Contains("/digest", errors, StringComparison.Ordinal);
        Assert.Contains("/problems/0/severity", errors, StringComparison.Ordinal);
        Assert.Contains("/problems/0/more", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void No_output_has_a_null() =>
        Assert.All(outputs.All, run => Assert.DoesNotMatch("(?m): null,?$", Indented(run.Value)));

    [Fact]
    public void One_reader_reads_the_flows_and_problems_of_every_command()
    {
        var readers = outputs.All.ToDictionary(run => run.Key, run => OutputReader.From(run.Value));

        string[] withFlows = ["preview", "preview --against", "explain", "explain a message", "diff", "diff of marks", "drift"];
        string[] withProblems = ["preview", "check", "check of a bad file", "drift", "drift of a bad file"];
        Assert.All(withFlows, run => Assert.NotEmpty(readers[run].Flows));
        Assert.All(withProblems, run => Assert.NotEmpty(readers[run].Problems));
    }

    [Fact]
    public void A_problem_has_one_severity_in_every_command()
    {
        var severities = outputs.All.Values.SelectMany(output => OutputReader.From(output).Problems).ToLookup(
            problem => problem.Id, problem => problem.Severity);

        Assert.Equal([Severity.Info], severities["SFP4001"].Distinct());
        Assert.All(severities, problem => Assert.Single(problem.Distinct()));
    }

    [Fact]
    public void A_message_has_neither_the_place_nor_the_fix_nor_a_full_stop()
    {
        var problems = outputs.All.Values.SelectMany(output => OutputReader.From(output).Problems).ToList();

        Assert.Contains(problems, problem => problem.Fix is not null && problem.Id.StartsWith("SFP5", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Fix is not null && problem.Id.StartsWith("SFP6", StringComparison.Ordinal));
        Assert.All(problems, problem =>
        {
            Assert.DoesNotMatch("[.;:]$", problem.Message);
            if (problem.Fix is { } fix) Assert.DoesNotContain(fix, problem.Message, StringComparison.Ordinal);
            if (problem.Place is { } place)
                Assert.DoesNotContain($"{place.Key ?? place.File ?? place.Source}: ", problem.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_problem_of_a_comparison_names_its_kind_its_source_and_its_fix()
    {
        var problems = OutputReader.From(outputs["drift of a cut file"]).Problems;

        // The last is about an entry of the ignore file beside the stacks.
        Assert.Equal(["SFP6004", "SFP6014"], problems.Select(problem => problem.Id));
        Assert.Equal(("cut.json", 2), (problems[0].Place!.File, problems[0].Place!.Line));
        Assert.StartsWith("export it again", problems[0].Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbound icmp group:sg-0123456789abcdef0 type 8 code 0")]
    [InlineData("inbound esp group:sg-0123456789abcdef0")]
    [InlineData("inbound tcp 0.0.0.0/0 22")]
    public void Drift_and_diff_say_the_same_of_the_same_flow(string flow)
    {
        var extra = outputs["drift"].GetProperty("extra").EnumerateArray().Select(found => found.GetProperty("flow"));
        var impossible = outputs["diff"].GetProperty("comparisons")[0].GetProperty("impossible").EnumerateArray();

        Assert.Equal(Text(extra), Text(impossible));

        string Text(IEnumerable<JsonElement> flows) =>
            Assert.Single(flows, candidate => OutputReader.From(candidate).Flows[0] == FlowRange.Parse(flow))
                .GetRawText()
                .ReplaceLineEndings("")
                .Replace(" ", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preview", "sg-0123456789abcdef0")]
    [InlineData("preview", "pl-0123456789abcdef0")]
    [InlineData("preview", "tag:VirtualNetwork")]
    [InlineData("diff", "sg-0123456789abcdef0")]
    [InlineData("diff", "pl-0123456789abcdef0")]
    [InlineData("drift", "sg-0123456789abcdef0")]
    [InlineData("drift", "pl-0123456789abcdef0")]
    [InlineData("drift", "0.0.0.0/0")]
    public void Groups_are_written_as_in_a_stack_file(string run, string remote) =>
        Assert.Contains($"\"{remote}\"", outputs[run].GetRawText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("diff with itself")]
    [InlineData("diff of tags with itself")]
    public void A_saved_preview_is_read_back_with_its_groups(string run) =>
        Assert.Equal("same", outputs[run].GetProperty("status").GetString());

    [Fact]
    public void An_explained_message_is_a_flow_with_type_and_code()
    {
        var flow = outputs["explain a message"].GetProperty("flow");

        Assert.Equal((8, 0), (flow.Number("icmpType"), flow.Number("icmpCode")));
        Assert.Equal("203.0.113.9/32", flow.Text("remote"));
    }

    [Theory]
    [InlineData("inbound icmp 192.0.2.0/24 type all")]
    [InlineData("inbound icmp 192.0.2.0/24 type 3")]
    [InlineData("outbound icmpv6 2001:db8::/32 type 128 code 0")]
    [InlineData("inbound icmp 192.0.2.0/24 type 0 code 0 to type 7 code 255")]
    [InlineData("inbound tcp 192.0.2.1-192.0.2.9 0-65535")]
    [InlineData("outbound 1-5 ::/0")]
    [InlineData("inbound all group:VirtualNetwork")]
    [InlineData("inbound udp group:123456789012/sg-0123456789abcdef0 53")]
    public void A_flow_is_read_back_as_it_was(string text)
    {
        var flow = FlowRange.Parse(text);
        var written = new StringWriter();
        Drift.Output.JsonText.Write(written, json =>
        {
            json.WriteStartObject();
            Drift.Output.FlowJson.WriteFlow(json, "flow", flow);
            json.WriteEndObject();
        });

        Assert.Equal([flow], OutputReader.From(JsonDocument.Parse(written.ToString()).RootElement).Flows);
    }

    /// <summary>The tables of the page name what the schemas name, under the heading of each command.</summary>
    [Fact]
    public void The_page_lists_every_member_of_every_command()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "json.md")).ReplaceLineEndings("\n");
        foreach (var file in Directory.GetFiles(Schemas, "*.schema.json"))
        {
            var name = Path.GetFileName(file).Split('.')[0];
            var schema = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            var section = Regex.Match(page, $"(?ms)^## {(name == "common" ? "Shared shapes" : name)}$(.*?)(?=^## |\\z)").Groups[1].Value;
            var listed = Regex.Matches(section, "(?m)^\\| `([^`]+)`").Select(row => row.Groups[1].Value).Distinct();
            Assert.Equal(MembersOf(schema).Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Paths such as <c>instances[].quotas[].name</c>; what refers to a shared shape ends there.</summary>
    private static IEnumerable<string> MembersOf(JsonElement schema, string path = "")
    {
        if (schema.TryGetProperty("$defs", out var shapes))
        {
            foreach (var shape in shapes.EnumerateObject())
            {
                foreach (var member in MembersOf(shape.Value, shape.Name)) yield return member;
            }
        }

        if (schema.TryGetProperty("oneOf", out var forms))
        {
            foreach (var member in forms.EnumerateArray().SelectMany(form => MembersOf(form, path))) yield return member;
        }

        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var member in MembersOf(items, path + "[]")) yield return member;
        }

        if (!schema.TryGetProperty("properties", out var members)) yield break;
        foreach (var property in members.EnumerateObject())
        {
            var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            yield return place;
            foreach (var member in MembersOf(property.Value, place)) yield return member;
        }
    }

    private static IEnumerable<string> ErrorsOf(JsonSchema schema, JsonElement output)
    {
        var result = schema.Evaluate(output, new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (result.IsValid) return [];
        return (result.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key}: {error.Value}"));
    }

    private static string Indented(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) element.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
