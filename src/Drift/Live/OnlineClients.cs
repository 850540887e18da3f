using System.Diagnostics.CodeAnalysis;

namespace Starface.Drift.Live;

/// <summary>
/// The clients of clouds and of platforms for reviews. A native program takes longer to start with every type that it contains, and these
/// have as many as all the rest, so the native tool has them in a second program, which reads clouds and is otherwise the same.
/// </summary>
internal static class OnlineClients
{
    /// <summary>Whether they are part of this program.</summary>
    // The clients are left out where the compiler knows this as false, which Cli.csproj says of the native tool.
    [FeatureSwitchDefinition("Starface.OnlineClients")]
    public static bool AreIncluded => !AppContext.TryGetSwitch("Starface.OnlineClients", out var isOn) || isOn;
}
