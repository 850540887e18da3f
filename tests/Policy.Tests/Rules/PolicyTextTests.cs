using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Rules;

public sealed class PolicyTextTests
{
    private const string Hostile = "a\u001b[2Jb\rc\nd\u202ee";

    [Fact]
    public void No_text_of_a_package_moves_the_cursor()
    {
        var service = Service("web", Inbound(Protocol.Tcp, "443", Hostile));
        var policy = new TestPolicy(
            new PolicyDefinition("test", Hostile, null, [new(service, "users", null)]), Peers(("users", ["203.0.113.0/24"])));

        Assert.Equal(
            "test: a [2Jb c d e\ninbound  tcp  443  from 203.0.113.0/24  web (users): a [2Jb c d e", policy.ToString());
    }
}
