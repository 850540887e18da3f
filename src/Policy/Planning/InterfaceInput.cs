namespace Starface.Policy.Planning;

/// <summary>
/// The input under which a Pulumi program hands over the id of a network interface. No peer's input has a colon in its name.
/// </summary>
internal static class InterfaceInput
{
    /// <summary>The input's name.</summary>
    /// <param name="name">The name of the attachment or association.</param>
    public static string For(string name) => "interface:" + name;
}
