namespace Starface.Policy.Flows;

/// <summary>What covers the present point of a sweep over addresses.</summary>
internal interface ISweepState
{
    /// <summary>A range with this item begins.</summary>
    void Open(long item);

    /// <summary>A range with this item has ended.</summary>
    void Close(long item);

    /// <summary>The plane's value at the present point.</summary>
    int Value();
}
