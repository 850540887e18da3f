namespace Starface;

/// <summary>
/// A property that is tried on fewer and smaller cases, the same ones in each run: under mutation each mutant pays for them, and most fall
/// at the first ones. Its namespace is nearer to the tests than that of the library's attribute of the same name, so the compiler prefers
/// it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PropertyAttribute : FsCheck.Xunit.PropertyAttribute
{
    private const int Cases = 5;
    private const int LargestSize = 12;

    public PropertyAttribute()
    {
        MaxTest = Cases;
        EndSize = LargestSize;
        Replay = "(1,3)";
    }

    /// <summary>The number of cases that the tests ask for; left aside.</summary>
    public new int MaxTest
    {
        get => base.MaxTest;
        set => base.MaxTest = Cases;
    }
}
