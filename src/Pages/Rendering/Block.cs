namespace Starface.Pages.Rendering;

/// <summary>
/// Instances that a browser lays out together, and not before they are looked at: a thousand on their own are observed one by one. The
/// style sheet tells how high a whole block is about. One that is not whole is at the end, or all of a small fleet, and laid out at once.
/// </summary>
internal static class Block
{
    /// <summary>How many instances are in a whole block.</summary>
    public const int Size = 100;

    /// <summary>The class of a block.</summary>
    /// <param name="count">How many instances are in it.</param>
    public static string ClassOf(int count) => count == Size ? "hundred" : "rest";
}
