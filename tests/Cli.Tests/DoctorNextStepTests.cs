using Starface.Cli.Verbs.Doctor;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Tests;

/// <summary>What a person does next.</summary>
public sealed class DoctorNextStepTests
{
    [Fact]
    public void A_weak_certificate_is_to_be_replaced_although_it_works()
    {
        var works = new ProbeOutcome(ProbeVerdict.Works);

        Assert.Null(For(ProbeMethod.Https, works));
        var step = For(ProbeMethod.Https, works with { HasWeakCertificate = true });
        Assert.Contains("replace it by one with a key of RSA 2048", step, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ProbeVerdict.OpenOrFiltered), "(doctor --listen) tells which way is closed")]
    [InlineData(nameof(ProbeVerdict.Refused), "look whether the echo runs at these ports")]
    [InlineData(nameof(ProbeVerdict.Lossy), "look at its load")]
    public void Sound_that_does_not_come_back_has_a_next_step_of_its_own(string verdict, string step) => Assert.Contains(
        step, For(ProbeMethod.Sound, new ProbeOutcome(Enum.Parse<ProbeVerdict>(verdict))), StringComparison.Ordinal);

    private static string? For(ProbeMethod method, ProbeOutcome outcome) => NextStep.For(new JoinedResult(
        new ProbeResult(new Probe("203.0.113.10", Protocol.Udp, new PortRange(443), method), outcome), IsPlanned: true, Live: null));
}
