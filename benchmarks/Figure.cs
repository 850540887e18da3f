namespace Starface.Benchmarks;

/// <summary>A line of the table over all suites.</summary>
/// <param name="What">What was measured, with its size.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Figure(string What, double Value, string Unit)
{
    /// <summary>What was measured beside it in the same run, in the same unit: the least that such work can take.</summary>
    public (string Name, double Value)? Floor { get; init; }

    /// <summary>Another way to the same end, in the same unit.</summary>
    public (string Name, double Value)? Peer { get; init; }

    /// <summary>What the figure should be.</summary>
    public string Goal { get; init; } = "";

    /// <summary>What one run allocated, garbage included.</summary>
    public double? Mebibytes { get; init; }

    /// <summary>The exponent by which the figure grows from the size before it: 1 is linear.</summary>
    public double? Growth { get; init; }
}
