namespace Starface.Policies.Tests.Seed;

/// <summary>A host, address or port of one of the vendor's bulleted lists.</summary>
/// <param name="Line">Its line in the text.</param>
/// <param name="Value">The host, address or port.</param>
internal sealed record SeedItem(SeedLine Line, string Value)
{
    /// <summary>The value as a port.</summary>
    public int Port => int.Parse(Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
}
