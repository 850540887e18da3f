using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's configuration as the engine hands it to a program: a JSON object in the environment.</summary>
internal sealed record StackConfiguration(ImmutableDictionary<string, string> Values)
{
    public static StackConfiguration FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_CONFIG") is not { } json)
        {
            return new StackConfiguration(ImmutableDictionary<string, string>.Empty);
        }

        using var document = JsonDocument.Parse(json);
        return new StackConfiguration(document.RootElement.EnumerateObject().ToImmutableDictionary(
            property => Normalize(property.Name),
            property => property.Value.ToString()));
    }

    // Old engines wrote "project:config:key" for what is "project:key" today.
    private static string Normalize(string key)
        => key.Split(':', 3) is [var project, "config", var name] && project != "" ? $"{project}:{name}" : key;
}
