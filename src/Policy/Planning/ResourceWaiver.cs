namespace Starface.Policy.Planning;

/// <summary>How a person names a resource that may go although that ends calls: <c>resource:customer-01-interface-a</c>.</summary>
internal static class ResourceWaiver
{
    private const string Prefix = "resource:";

    /// <summary>The text for a resource.</summary>
    /// <param name="name">Its logical name.</param>
    public static string For(string name) => Prefix + name;

    /// <summary>Whether a text names a resource.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Length > Prefix.Length && text.StartsWith(Prefix, StringComparison.Ordinal);
}
