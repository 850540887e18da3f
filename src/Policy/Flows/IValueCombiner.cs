namespace Starface.Policy.Flows;

/// <summary>Combines the values of two planes at one point.</summary>
internal interface IValueCombiner
{
    int Combine(int left, int right);
}
