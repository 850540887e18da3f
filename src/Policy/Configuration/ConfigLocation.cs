namespace Starface.Policy.Configuration;

/// <summary>A place in a configuration file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct ConfigLocation(int Line, int Column);
