namespace Starface.Policy.Flows;

/// <summary>Tests the values of two planes at one point.</summary>
internal interface IValueTest
{
    bool Holds(int left, int right);
}
