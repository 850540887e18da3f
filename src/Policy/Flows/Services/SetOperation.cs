namespace Starface.Policy.Flows.Services;

/// <summary>
/// A set operation as its truth table: bit <c>(in left ? 1 : 0) + (in right ? 2 : 0)</c> says whether a member is in the result.
/// </summary>
internal enum SetOperation
{
    Union = 0b1110,
    Intersect = 0b1000,
    Except = 0b0010,
}

/// <summary>Reads the truth table of a set operation.</summary>
internal static class SetOperations
{
    /// <summary>Whether a member is in the result, given whether it is in each operand.</summary>
    public static bool Holds(this SetOperation operation, bool inLeft, bool inRight) =>
        ((int)operation >> ((inLeft ? 1 : 0) | (inRight ? 2 : 0)) & 1) != 0;
}
