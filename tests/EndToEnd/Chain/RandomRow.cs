using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Starface.EndToEnd.Chain;

/// <summary>One row of a random service.</summary>
internal sealed record RandomRow(bool IsInbound, Protocol Protocol, int From, int To, ImmutableArray<string> Addresses, string? Until)
{
    public static Gen<RandomRow> Generator { get; } =
        from isInbound in Gen.Elements(true, false)
        from protocol in Gen.Elements(Protocol.Tcp, Protocol.Udp)
        from port in Gen.Elements(1, 80, 443, 5060, 5061, 10000, 65535)
        from length in Gen.Elements(0, 0, 1, 1000, 65534)
        from addresses in Gen.Frequency(
            (4, Gen.Constant(ImmutableArray<string>.Empty)),
            (1, Gen.Elements<ImmutableArray<string>>(["198.51.100.7"], ["198.51.100.0/24", "2001:db8:7::/48"])))
        from until in Gen.Frequency((5, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>("7.0.0.8")))
        select new RandomRow(isInbound, protocol, port, Math.Min(port + length, 65535), addresses, until);

    /// <summary>The attribute.</summary>
    public string Text()
    {
        var addresses = Addresses.IsEmpty ? "" : $", Addresses = [{string.Join(", ", Addresses.Select(address => $"\"{address}\""))}]";
        var until = Until is null ? "" : $", Until = \"{Until}\"";
        var ports = From == To ? From.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{From}, {To}");
        return $"[{(IsInbound ? "Inbound" : "Outbound")}(Protocol.{Protocol}, {ports}{addresses}{until}, Source = \"Zeile {From}: "
            + "Größe\")]";
    }

    public bool Equals(RandomRow? other) => other is not null && Text() == other.Text();

    public override int GetHashCode() => Text().GetHashCode(StringComparison.Ordinal);
}
