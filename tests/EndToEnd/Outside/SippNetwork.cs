using System.Globalization;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Scenarios.Software;
using Starface.Policy.Flows;
using Starface.Probes.Outside.Planning;

namespace Starface.EndToEnd.Outside;

/// <summary>
/// A PBX on which sipp runs in place of its software: it answers OPTIONS over UDP and TCP, and sends sound back at samples of a range.
/// </summary>
public sealed class SippNetwork : IDisposable
{
    /// <summary>The ports of media.</summary>
    internal const string Media = "10000-20000";

    private const int Sip = 5060;
    private const int FirstOther = 7000;

    public SippNetwork()
    {
        Obstacle = Network.Obstacle
            ?? (Command.Find("sipp") is null ? "the program 'sipp' is not installed (Debian: sip-tester)." : null);
        if (Obstacle is not null) return;
        try
        {
            // One process has one transport of SIP, and one port of sound.
            var ports = PortSamples.Of(PortRange.Parse(Media));
            Parallel.ForEach([false, true], isIPv6 =>
            {
                for (var i = 0; i < ports.Length; i++) Start(isIPv6, i < 2 ? Sip : FirstOther + i, i == 1 ? "t1" : "u1", ports[i]);
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why nothing can be tried here, or null.</summary>
    public string? Obstacle { get; }

    internal OutsideNetwork Network { get; } = new();

    public void Dispose() => Network.Dispose();

    private void Start(bool isIPv6, int sip, string transport, int sound)
    {
        var address = Network.Near.Address(isIPv6).ToString();
        Network.Near.Start(
            $"udp {Text(sound)}", "sipp", "-sf", Workshop.Shipped("options-answer.xml"), "-nostdin", "-i", address, "-p", Text(sip),
            "-t", transport, "-rtp_echo", "-mi", address, "-mp", Text(sound));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
