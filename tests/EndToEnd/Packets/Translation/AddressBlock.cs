using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Starface.EndToEnd.Packets.Translation;

/// <summary>
/// A run of addresses of one family as numbers. Separate from the product's own types on purpose: a defect there must not hide here.
/// </summary>
internal readonly record struct AddressBlock(bool IsIPv6, UInt128 First, UInt128 Last)
{
    /// <summary>Every IPv4 address.</summary>
    public static AddressBlock AnyIPv4 { get; } = Parse("0.0.0.0/0");

    /// <summary>Every IPv6 address.</summary>
    public static AddressBlock AnyIPv6 { get; } = Parse("::/0");

    /// <summary>Whether it is every address of its family.</summary>
    public bool IsAny => this == AnyIPv4 || this == AnyIPv6;

    /// <summary>Reads a prefix as the clouds take it: with the length, and no bit set behind it.</summary>
    public static AddressBlock Parse(string prefix)
    {
        var slash = prefix.IndexOf('/', StringComparison.Ordinal);
        var address = IPAddress.Parse(slash < 0 ? prefix : prefix[..slash]);
        var isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var width = isIPv6 ? 128 : 32;
        var length = slash < 0 ? width : int.Parse(prefix[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
        if (length > width) throw new FormatException($"'{prefix}' is longer than an address.");
        var first = NumberOf(address);
        var hosts = length == 0 ? (isIPv6 ? UInt128.MaxValue : uint.MaxValue) : (UInt128.One << (width - length)) - 1;
        return (first & hosts) == 0
            ? new(isIPv6, first, first | hosts)
            : throw new FormatException($"'{prefix}' has bits set behind its length.");
    }

    /// <summary>An address as a number.</summary>
    public static UInt128 NumberOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>A number as an address.</summary>
    public static IPAddress ToAddress(bool isIPv6, UInt128 number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(isIPv6 ? bytes : bytes[12..]);
    }

    /// <summary>The same addresses as blocks in order that neither overlap nor touch. All of one family.</summary>
    public static IReadOnlyList<AddressBlock> Merge(IEnumerable<AddressBlock> blocks)
    {
        var merged = new List<AddressBlock>();
        foreach (var block in blocks.OrderBy(block => block.First))
        {
            if (merged is [.., var last] && (block.First <= last.Last || block.First == last.Last + 1))
                merged[^1] = last with { Last = UInt128.Max(last.Last, block.Last) };
            else
                merged.Add(block);
        }

        return merged;
    }

    /// <summary>The first and last address, and the ones just below and above it where there are any.</summary>
    public IEnumerable<UInt128> Boundaries()
    {
        yield return First;
        if (Last != First) yield return Last;
        if (First > 0) yield return First - 1;
        if (Last < (IsIPv6 ? UInt128.MaxValue : uint.MaxValue)) yield return Last + 1;
    }

    public override string ToString() =>
        First == Last ? ToAddress(IsIPv6, First).ToString() : $"{ToAddress(IsIPv6, First)}-{ToAddress(IsIPv6, Last)}";
}
