namespace Starface.Policy.Clouds.Nftables;

/// <summary>How a policy is written as a ruleset of nftables.</summary>
internal sealed record NftablesOptions
{
    /// <summary>The maximum length of the name of a link in Linux.</summary>
    private const int InterfaceNameLength = 15;

    /// <summary>Where the ruleset is loaded.</summary>
    public NftablesPlacement Placement { get; init; }

    /// <summary>In front of a network: the firewall's interface on the side of the protected network.</summary>
    /// <exception cref="PolicyException">Linux has no interface of such a name.</exception>
    public string InsideInterface
    {
        get;
        init => field = IsInterfaceName(value)
            ? value
            : throw new PolicyException(Problem.Invalid(
                $"'{value}' is not a valid name of a network interface",
                FormattableString.Invariant(
                    $"write 1 to {InterfaceNameLength} letters, digits, dots, hyphens, underscores or @, such as lan0")));
    }
    = "lan0";

    private static bool IsInterfaceName(string name) =>
        name.Length is > 0 and <= InterfaceNameLength
        && name.All(
            character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_' or '@');
}
