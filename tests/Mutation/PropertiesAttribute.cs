namespace Starface;

/// <summary>
/// What all properties of a class have in common, but for the number of cases, which is <see cref="PropertyAttribute"/>'s.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PropertiesAttribute : FsCheck.Xunit.PropertiesAttribute
{
    /// <summary>Left aside.</summary>
    public new int MaxTest { get; set; }
}
