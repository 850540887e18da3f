namespace Starface.Cli.Verbs.Compile;

/// <summary>The versions of Pulumi's providers that compiled programs are pinned to; the same that src/Infra references.</summary>
internal static class ProviderVersions
{
    /// <summary>Pulumi's AWS provider.</summary>
    public const string Aws = "7.48.0";

    /// <summary>Pulumi's Azure provider.</summary>
    public const string Azure = "6.40.0";

    /// <summary>The version of the provider a resource type belongs to.</summary>
    /// <param name="type">Pulumi's type token.</param>
    public static string For(string type) => type[..type.IndexOf(':', StringComparison.Ordinal)] switch
    {
        "aws" => Aws,
        "azure" => Azure,
        var package => throw new InvalidOperationException($"No version is pinned for Pulumi's package '{package}'."),
    };
}
