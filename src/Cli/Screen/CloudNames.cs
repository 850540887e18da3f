using Starface.Policy.Planning;

namespace Starface.Cli.Screen;

/// <summary>How clouds are called.</summary>
internal static class CloudNames
{
    /// <summary>The id as in configuration and JSON.</summary>
    public static string Id(Cloud cloud) => cloud switch
    {
        Cloud.Aws => "aws",
        Cloud.Azure => "azure",
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "The cloud has no id."),
    };

    /// <summary>The name for people.</summary>
    public static string Title(Cloud cloud) => cloud switch
    {
        Cloud.Aws => "AWS",
        Cloud.Azure => "Azure",
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "The cloud has no name."),
    };
}
