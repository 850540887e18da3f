namespace Starface.Generators.Emission;

/// <summary>A constant of a service's class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Port">The port.</param>
/// <param name="Summary">What it is, as plain text.</param>
internal sealed record PortConstant(string Name, int Port, string Summary);
