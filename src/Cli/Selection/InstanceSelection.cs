using System.Collections.Immutable;

namespace Starface.Cli.Selection;

/// <summary>
/// Which instances a command is about: stacks by name, one instance described by options, or, with nothing given, the demo stacks.
/// </summary>
internal sealed record InstanceSelection
{
    /// <summary>The stacks by name.</summary>
    public ImmutableArray<string> Stacks { get; init; } = [];

    /// <summary>Whether all stacks of the folder are meant.</summary>
    public bool All { get; init; }

    /// <summary>The part of the instances that is meant, or null for all of them.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The folder with the stacks' files, or null to look for it.</summary>
    public string? Directory { get; init; }

    /// <summary>The instance's name: among those of a stack, or for the instance described by options.</summary>
    public string? Name { get; init; }

    /// <summary>The policy's id.</summary>
    public string? Policy { get; init; }

    /// <summary>The cloud.</summary>
    public string? Cloud { get; init; }

    /// <summary>The peers as <c>GROUP=PREFIX,…</c>.</summary>
    public ImmutableArray<string> Peers { get; init; } = [];

    /// <summary>The moved ports as <c>NAME=PORT</c>.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>The pinned addresses as <c>HOST=PREFIX,…</c>.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>The PBX version.</summary>
    public string? PbxVersion { get; init; }

    /// <summary>AWS: the id of the VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Azure: the resource group.</summary>
    public string? ResourceGroup { get; init; }

    /// <summary>Azure: the location.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// The options that describe an instance and were given; none of them goes together with a stack, whose file says it all.
    /// </summary>
    public ImmutableArray<string> DescribingOptions { get; init; } = [];
}
