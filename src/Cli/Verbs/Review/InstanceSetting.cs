namespace Starface.Cli.Verbs.Review;

/// <summary>A setting of an instance.</summary>
/// <param name="Text">Its value, in words.</param>
/// <param name="MakesAgain">Whether an instance with another value is another instance, whose groups are made again.</param>
internal sealed record InstanceSetting(string Text, bool MakesAgain);
