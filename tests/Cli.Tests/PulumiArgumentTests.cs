using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Holds every emitted property against the inputs of the official typed SDKs (Data/pulumi-args.json).</summary>
public sealed class PulumiArgumentTests
{
    private static readonly JsonElement Known =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "pulumi-args.json"))).RootElement;

    public static TheoryData<string> Selections => ["--stack demo-aws", "--stack demo-azure", "--policy yealink-phone-network --cloud aws --vpc-id vpc-1", "--policy yealink-phone-network --cloud azure --location westeurope"];

    [Theory]
    [MemberData(nameof(Selections))]
    public void Every_property_is_an_input_of_its_type_and_every_required_input_is_there(string selection)
    {
        using var folder = new TemporaryFolder();
        Tool.Run(["compile", .. selection.Split(' '), "--output", folder.Path]).IsFine();
        var resources = JsonDocument.Parse(folder.Read("Main.json")).RootElement.GetProperty("resources").EnumerateObject().ToList();

        Assert.NotEmpty(resources);
        foreach (var resource in resources)
        {
            var type = resource.Value.GetProperty("type").GetString()!;
            Assert.True(Known.GetProperty("types").TryGetProperty(type, out var inputs), type);
            Check(resource.Name, resource.Value.GetProperty("properties"), inputs);
        }
    }

    private static void Check(string where, JsonElement properties, JsonElement inputs)
    {
        foreach (var input in inputs.EnumerateObject().Where(input => input.Value.GetProperty("required").GetBoolean()))
            Assert.True(properties.TryGetProperty(input.Name, out _), $"{where} lacks {input.Name}");
        foreach (var property in properties.EnumerateObject())
        {
            var place = $"{where}.{property.Name}";
            Assert.True(inputs.TryGetProperty(property.Name, out var input), $"{place} is no input");
            var type = input.GetProperty("type").GetString()!;
            Assert.True(Fits(property.Value, type), $"{place} is {property.Value.ValueKind}, not {type}");
            if (property.Value.ValueKind == JsonValueKind.Array && Known.GetProperty("nested").TryGetProperty(property.Name, out var nested))
            {
                foreach (var item in property.Value.EnumerateArray()) Check(place, item, nested);
            }
        }
    }

    private static bool Fits(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Array => type.Contains("[]", StringComparison.Ordinal),
        JsonValueKind.Object => type.Contains("[key: string]", StringComparison.Ordinal),
        JsonValueKind.Number => type.Contains("number", StringComparison.Ordinal),
        JsonValueKind.True or JsonValueKind.False => type.Contains("boolean", StringComparison.Ordinal),
        JsonValueKind.String => type.Contains("string", StringComparison.Ordinal) && !type.Contains("[]", StringComparison.Ordinal) && !type.Contains('{', StringComparison.Ordinal),
        _ => false,
    };
}
