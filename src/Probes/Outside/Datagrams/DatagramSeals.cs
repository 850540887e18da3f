using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>The seals of what a pair sends over UDP, and of SIP. An answer is not a question: sent back, it is not answered.</summary>
/// <param name="key">The key of the pair.</param>
internal sealed class DatagramSeals(PairingKey key)
{
    private readonly Seal _question = key.SealFor("datagram of the prober");
    private readonly Seal _answer = key.SealFor("datagram of the listener");

    /// <summary>The seal of questions or of answers.</summary>
    /// <param name="isAnswer">Of answers.</param>
    public Seal Of(bool isAnswer) => isAnswer ? _answer : _question;
}
