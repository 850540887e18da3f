using System.Collections.Immutable;

namespace Starface.Cli.Verbs.Review;

/// <summary>What is reviewed.</summary>
/// <param name="Base">The revision that the change goes to.</param>
/// <param name="Head">The revision with the change.</param>
/// <param name="Directory">The project's folder, or null to look for it.</param>
/// <param name="AllowedCuts">The services whose flows may be cut.</param>
/// <param name="AcceptFile">The file with accepted findings, or null for the one beside the stacks' files.</param>
internal sealed record ReviewRequest(
    string Base, string Head, string? Directory, ImmutableArray<string> AllowedCuts, string? AcceptFile);
