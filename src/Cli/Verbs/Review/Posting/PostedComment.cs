namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>A comment that is there.</summary>
/// <param name="Path">The path by which it is replaced.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">Its text.</param>
internal sealed record PostedComment(string Path, string Author, string Text);
