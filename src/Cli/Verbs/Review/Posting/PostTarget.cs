namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>The pull request that receives a comment.</summary>
/// <param name="Api">The address of the platform's interface for programs, with a slash at its end.</param>
/// <param name="Path">The path of the pull request's comments there.</param>
/// <param name="Place">The pull request, for people.</param>
/// <param name="Token">The token, or null where its variable is not set.</param>
internal sealed record PostTarget(Uri Api, string Path, string Place, string? Token)
{
    /// <summary>The number of the pull request.</summary>
    public required string Number { get; init; }
}
