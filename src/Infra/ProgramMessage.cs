using Pulumi;
using Starface.Policy.Problems;

namespace Starface.Infra;

/// <summary>
/// What the program tells Pulumi, which shows it on terminals and in build logs as it is: names, files, recorded outputs and the engine's
/// answers may be a stranger's.
/// </summary>
internal static class ProgramMessage
{
    /// <summary>The exception that stops the program with a message.</summary>
    /// <param name="message">The message, in one line or several.</param>
    /// <param name="cause">What it is about, or null.</param>
    public static RunException Refuse(string message, Exception? cause = null) => new(SafeText.Lines(message), cause);

    /// <summary>Warns in previews and updates.</summary>
    /// <param name="message">The message.</param>
    /// <param name="component">The component that it is shown beside, or null.</param>
    public static void Warn(string message, Resource? component = null) => Log.Warn(SafeText.Lines(message), component);
}
