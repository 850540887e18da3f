namespace Starface.Policy.Comparison;

/// <summary>What a comparison is a statement about.</summary>
internal enum DriftScope
{
    /// <summary>What each interface that carries the instance's groups lets through, all layers together.</summary>
    Interface,

    /// <summary>The instance's groups alone; what else lies on their interfaces is left out.</summary>
    Group,
}
