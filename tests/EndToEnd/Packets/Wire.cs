using System.Diagnostics;
using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Packets;

/// <summary>A cable in a namespace of its own, with a ruleset at both ends, and what has gone through it.</summary>
internal sealed class Wire : IDisposable
{
    private readonly NetworkNamespace _network = NetworkNamespace.Create();
    private readonly CableEnds _ends = new();
    private readonly PacketReceiver.FrameHandler _handler;
    private readonly PacketBits _arrived = new();
    private Probe _probe;
    private bool _marked;

    /// <summary>Plugs the cable in.</summary>
    /// <param name="ruleset">The ruleset, in the syntax of nftables.</param>
    public Wire(string ruleset)
    {
        _handler = Take;
        try
        {
            _network.Load(ruleset);
            _network.Run(_ends.Open);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many packets were sent, those sent again not counted.</summary>
    public long Sent { get; private set; }

    /// <summary>How many different packets arrived.</summary>
    public long Arrived { get; private set; }

    /// <summary>How many packets were sent again since they were expected and had not arrived.</summary>
    public long SentAgain { get; private set; }

    /// <summary>Sends every packet of a series and compares what arrives with what should.</summary>
    /// <param name="probe">The series.</param>
    /// <param name="permitted">The numbers that should arrive.</param>
    /// <returns>The numbers that arrived and should not have, and those that should have and did not.</returns>
    public (List<int> Extra, List<int> Missing) Send(Probe probe, PacketBits permitted)
    {
        _probe = probe;
        _arrived.Clear();
        Send(probe.Numbers);
        Sent += probe.Numbers.Length;
        var missing = permitted.Except(_arrived);
        // A busy machine loses packets as well as the filter; what the filter drops never arrives, however often it is sent.
        for (var attempt = 0; attempt < 3 && missing.Count > 0; attempt++)
        {
            SentAgain += missing.Count;
            Send(missing.ToArray());
            missing = permitted.Except(_arrived);
        }

        Arrived += _arrived.Count;
        return (_arrived.Except(permitted), missing);
    }

    public void Dispose()
    {
        _ends.Dispose();
        _network.Dispose();
    }

    private void Send(ReadOnlySpan<int> numbers)
    {
        var (sender, receiver) = _ends.For(_probe.IsInbound, _probe.IsIPv6);
        var length = 0;
        for (var i = 0; i < Math.Min(numbers.Length, PacketSender.BatchSize); i++) length = Frame.Write(sender.Frame(i), _probe);
        var sum = Frame.Sum(sender.Frame(0), length, _probe);
        while (!numbers.IsEmpty)
        {
            var count = Math.Min(numbers.Length, PacketSender.BatchSize);
            for (var i = 0; i < count; i++) Frame.SetNumber(sender.Frame(i), _probe, numbers[i], sum);
            sender.Send(count, length);
            numbers = numbers[count..];
            Drain(sender, receiver, length);
        }
    }

    /// <summary>Takes what has arrived, up to a marker that was sent after it.</summary>
    private void Drain(PacketSender sender, PacketReceiver receiver, int length)
    {
        _marked = false;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var keep = sender.Frame(0).ToArray();
            Frame.Mark(sender.Frame(0));
            sender.Send(1, length);
            keep.CopyTo(sender.Frame(0));
            var wait = Stopwatch.StartNew();
            var spin = default(SpinWait);
            while (wait.Elapsed < TimeSpan.FromSeconds(2))
            {
                receiver.Receive(_handler);
                if (_marked) return;
                spin.SpinOnce();
            }
        }

        throw new IOException("The cable in the namespace lets no packet pass, not even the one that every ruleset accepts.");
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        if (Frame.IsMarker(frame))
        {
            _marked = true;
            return;
        }

        var number = Frame.NumberOf(frame, _probe);
        if (number >= 0) _arrived.Set(number);
    }
}
