using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Starface.Names.Tests;

/// <summary>An answer of a name server, put together by hand (RFC 1035, section 4) without the library that reads it.</summary>
internal sealed class DnsMessage
{
    public const ushort A = 1, Cname = 5, Soa = 6, Aaaa = 28, Srv = 33;

    private readonly List<byte[]> _answers = [];
    private readonly List<byte[]> _authorities = [];

    /// <summary>The code: 0 for no error, 2 for SERVFAIL, 3 for NXDOMAIN, 5 for REFUSED.</summary>
    public int Code { get; init; }

    /// <summary>Whether the answer did not fit.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The name and type that the answer says it is for; null for those that were asked for.</summary>
    public (string Name, ushort Type)? Question { get; init; }

    public DnsMessage Address(string name, string address, uint ttl = 60)
    {
        var data = IPAddress.Parse(address).GetAddressBytes();
        return Add(_answers, name, data.Length == 4 ? A : Aaaa, ttl, data);
    }

    public DnsMessage Alias(string name, string target, uint ttl = 60) => Add(_answers, name, Cname, ttl, NameOf(target));

    public DnsMessage Service(string name, string target) => Add(_answers, name, Srv, 60, [0, 10, 0, 5, 0x13, 0xC5, .. NameOf(target)]);

    /// <summary>The start of a zone's authority, with which a server says that there is nothing more.</summary>
    public DnsMessage Authority(string zone) =>
        Add(_authorities, zone, Soa, 60, [.. NameOf(zone), .. NameOf("hostmaster." + zone), .. new byte[20]]);

    /// <summary>The bytes of the answer to a question.</summary>
    public byte[] To(byte[] question)
    {
        var asked = question[12..(EndOfName(question) + 4)];
        if (Question is var (name, type)) asked = [.. NameOf(name), .. Number(type), 0, 1];
        byte[] header =
        [
            question[0], question[1], (byte)(0x81 | (IsTruncated ? 2 : 0)), (byte)(0x80 | Code), 0, 1,
            .. Number((ushort)_answers.Count), .. Number((ushort)_authorities.Count), 0, 0,
        ];
        return [.. header, .. asked, .. _answers.SelectMany(record => record), .. _authorities.SelectMany(record => record)];
    }

    /// <summary>The name and the type of a question.</summary>
    public static (string Name, ushort Type) Read(byte[] question)
    {
        var labels = new List<string>();
        for (var at = 12; question[at] > 0; at += question[at] + 1) labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        return (string.Join('.', labels).ToLowerInvariant(), BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(EndOfName(question))));
    }

    private static int EndOfName(byte[] question)
    {
        var at = 12;
        while (question[at] > 0) at += question[at] + 1;
        return at + 1;
    }

    private DnsMessage Add(List<byte[]> section, string name, ushort type, uint ttl, byte[] data)
    {
        byte[] time = [.. Number((ushort)(ttl >> 16)), .. Number((ushort)ttl)];
        section.Add([.. NameOf(name), .. Number(type), 0, 1, .. time, .. Number((ushort)data.Length), .. data]);
        return this;
    }

    private static byte[] NameOf(string name) =>
    [
        .. name.Split('.', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]),
        0,
    ];

    private static byte[] Number(ushort number) => [(byte)(number >> 8), (byte)number];
}
