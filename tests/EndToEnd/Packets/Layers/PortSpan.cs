using System.Globalization;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>Consecutive ports.</summary>
internal readonly record struct PortSpan(int From, int To)
{
    public const int Highest = 65535;

    /// <summary>Every port.</summary>
    public static PortSpan All { get; } = new(0, Highest);

    /// <summary>The ports as Azure and nftables write them.</summary>
    public override string ToString() =>
        From == To ? From.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");
}
