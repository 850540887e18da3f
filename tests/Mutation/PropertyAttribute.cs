namespace Starface;

/// <summary>
/// A property that is tried on fewer cases, the same ones in each run: under mutation each mutant pays for them, and most fall at the first
/// ones. It stands nearer to the tests than the library's attribute of the same name and so takes its place.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    /// <summary>Of a property's own number of cases, or of the usual hundred.</summary>
    internal const int Share = 20;

    public PropertyAttribute()
    {
        MaxTest = 100;
        Replay = "(1,3)";
    }

    /// <summary>The number of cases that the tests ask for.</summary>
    public new int MaxTest
    {
        get => base.MaxTest;
        set => base.MaxTest = Math.Max(3, value / Share);
    }
}
