using Starface.Policies;
using Starface.Policy;

namespace Starface.Cli.Tests;

public sealed class HeadStartTests
{
    [Theory]
    [InlineData]
    [InlineData("list")]
    [InlineData("--version")]
    [InlineData("--help", "preview")]
    public void Commands_that_plan_nothing_get_none(params string[] args)
    {
        var catalog = new Lazy<PolicyCatalog>(() => Catalog.Instance);

        Assert.Null(HeadStart.Begin(args, catalog));
        Assert.False(catalog.IsValueCreated);
    }

    [Fact]
    public void It_plans_a_policy_of_the_catalogue()
    {
        Assert.SkipWhen(Environment.ProcessorCount < 2, "This machine has no processor to spare.");
        var isAsked = false;
        var policy = Catalog.Instance.Policies[0];
        var watched = policy with
        {
            Create = arguments =>
            {
                isAsked = true;
                return policy.Create(arguments);
            },
        };

        HeadStart.Begin(["preview"], new Lazy<PolicyCatalog>(new PolicyCatalog(Catalog.Instance.Services, [watched])))!.Join();

        Assert.True(isAsked);
    }

    // An exception that leaves a thread ends the program.
    [Fact]
    public void What_goes_wrong_in_it_is_left_to_the_command()
    {
        Assert.SkipWhen(Environment.ProcessorCount < 2, "This machine has no processor to spare.");
        var isAsked = false;
        var broken = new Lazy<PolicyCatalog>(() =>
        {
            isAsked = true;
            throw new InvalidOperationException("broken catalogue");
        });

        HeadStart.Begin(["preview"], broken)!.Join();

        Assert.True(isAsked);
        Assert.Throws<InvalidOperationException>(() => broken.Value);
    }
}
