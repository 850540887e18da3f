namespace Starface.Generators.Models;

/// <summary>A type around a nested declaration.</summary>
/// <param name="Keywords">What it is: <c>class</c>, <c>record struct</c> and the like.</param>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
internal sealed record ContainerModel(string Keywords, string Name);
