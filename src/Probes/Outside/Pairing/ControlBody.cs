using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Probes.Outside.Pairing;

/// <summary>The bodies of messages between a prober and a listener.</summary>
internal static class ControlBody
{
    /// <summary>The most ports that a message is about.</summary>
    public const int MostEntries = 512;

    private const int PortLength = 1 + 1 + 2 + 1;
    private const int ArrivalLength = 1 + 2 + 2 + 4 + 4 + 4;
    private const int RecordHeaderLength = 2 + 2;

    /// <summary>The ports of a listener.</summary>
    public static byte[] Write(ImmutableArray<OpenedPort> ports)
    {
        var bytes = new byte[2 + (PortLength * ports.Length)];
        var writer = new WireWriter(bytes);
        writer.UInt16(ports.Length);
        foreach (var port in ports)
        {
            writer.Byte((byte)port.Family);
            writer.Byte((byte)port.Protocol);
            writer.UInt16(port.Port);
            writer.Byte((byte)port.Outcome);
        }

        return bytes;
    }

    /// <summary>What arrived.</summary>
    public static byte[] Write(ImmutableArray<Arrival> arrivals)
    {
        var bytes = new byte[2 + (ArrivalLength * arrivals.Length)];
        var writer = new WireWriter(bytes);
        writer.UInt16(arrivals.Length);
        foreach (var arrival in arrivals)
        {
            writer.Byte((byte)arrival.Family);
            writer.UInt16(arrival.Port);
            writer.UInt16(arrival.LocalPort);
            writer.UInt32(arrival.Count);
            writer.UInt32(arrival.Repeated);
            writer.UInt32(arrival.Jitter);
        }

        return bytes;
    }

    /// <summary>A record of a SIP request, or nothing where there is none.</summary>
    public static byte[] Write(SipRecord? record)
    {
        if (record is null) return [];
        var bytes = new byte[RecordHeaderLength + record.Question.Length + record.Answer.Length];
        var writer = new WireWriter(bytes);
        writer.UInt16(record.Port);
        writer.UInt16(record.Question.Length);
        writer.Bytes(record.Question);
        writer.Bytes(record.Answer);
        return bytes;
    }

    /// <summary>A session and a number in it.</summary>
    public static byte[] Write(ulong session, uint number)
    {
        var bytes = new byte[8 + 4];
        var writer = new WireWriter(bytes);
        writer.UInt64(session);
        writer.UInt32(number);
        return bytes;
    }

    /// <summary>A time in whole seconds.</summary>
    public static byte[] Write(TimeSpan time)
    {
        var bytes = new byte[4];
        new WireWriter(bytes).UInt32((uint)Math.Clamp(time.TotalSeconds, 0, uint.MaxValue));
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static TimeSpan ReadTime(byte[] body)
    {
        var reader = new WireReader(body);
        return TimeSpan.FromSeconds(Checked(reader.UInt32(), reader));
    }

    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static ImmutableArray<OpenedPort> ReadPorts(byte[] body)
    {
        var reader = new WireReader(body);
        var ports = ImmutableArray.CreateBuilder<OpenedPort>();
        for (var left = CountOf(ref reader); left > 0; left--)
        {
            ports.Add(new OpenedPort(
                (AddressFamily)reader.Byte(), (Protocol)reader.Byte(), reader.UInt16(), (OpenOutcome)reader.Byte()));
        }

        return Checked(ports.ToImmutable(), reader);
    }

    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static ImmutableArray<Arrival> ReadArrivals(byte[] body)
    {
        var reader = new WireReader(body);
        var arrivals = ImmutableArray.CreateBuilder<Arrival>();
        for (var left = CountOf(ref reader); left > 0; left--)
        {
            arrivals.Add(new Arrival(
                (AddressFamily)reader.Byte(), reader.UInt16(), reader.UInt16(), reader.UInt32(), reader.UInt32(), reader.UInt32()));
        }

        return Checked(arrivals.ToImmutable(), reader);
    }

    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static SipRecord? ReadRecord(byte[] body)
    {
        if (body.Length == 0) return null;
        var reader = new WireReader(body);
        var port = reader.UInt16();
        var question = reader.Bytes(reader.UInt16()).ToArray();
        return reader.IsValid
            ? new SipRecord(port, question, body[(RecordHeaderLength + question.Length)..])
            : throw new InvalidDataException();
    }

    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static (ulong Session, uint Number) ReadNumber(byte[] body)
    {
        var reader = new WireReader(body);
        return Checked((reader.UInt64(), reader.UInt32()), reader);
    }

    private static int CountOf(ref WireReader reader) =>
        reader.UInt16() is <= MostEntries and var count ? count : throw new InvalidDataException();

    private static T Checked<T>(T read, WireReader reader) =>
        reader is { IsValid: true, IsAtEnd: true } ? read : throw new InvalidDataException();
}
