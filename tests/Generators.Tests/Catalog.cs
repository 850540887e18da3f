using Microsoft.CodeAnalysis;

namespace Starface.Generators.Tests;

/// <summary>The files of the shipped catalog, as their project compiles them.</summary>
internal static class Catalog
{
    public const string Usings = "global using Starface.Policy; global using System; global using System.Linq; "
        + "global using System.Collections.Generic;";

    public static string[] Services { get; } = Read("policies/Services");

    public static string[] PeerGroups { get; } = Read("policies/PeerGroups");

    public static string[] Scenarios { get; } = Read("policies/Scenarios");

    public static string[] Policies { get; } = Read("policies");

    /// <summary>The compiled catalog, as projects reference it.</summary>
    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(
        GeneratorRun.Over(GeneratorRun.CompileAlone(
            "Starface.Policies", [Usings, .. Services, .. PeerGroups, .. Scenarios, .. Policies])).Emit());

    /// <summary>The reference to the catalog, if sources name it.</summary>
    public static MetadataReference[] IfNamed(IEnumerable<string> sources) =>
        sources.Any(source => source.Contains("Starface.Policies", StringComparison.Ordinal)) ? [Reference] : [];

    private static string[] Read(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, folder), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}
