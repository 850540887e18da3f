namespace Starface.Policy.Flows;

/// <summary>
/// A set operation as its truth table: bit <c>(in left ? 1 : 0) + (in right ? 2 : 0)</c> says whether a point is in the result.
/// </summary>
internal enum SetOperation
{
    Union = 0b1110,
    Intersect = 0b1000,
    Except = 0b0010,
}
