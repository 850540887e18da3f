namespace Starface.Policy;

/// <summary>The forms of ids of cloud resources. An id of another form names nothing, which a cloud says only during an update.</summary>
internal static class ResourceIds
{
    /// <summary>What every id of Azure Resource Manager begins with.</summary>
    public const string AzureMark = "/subscriptions/";

    private const int LongestResourceGroup = 90;
    private const int LongestName = 80;

    /// <summary>Whether a text is an id of AWS: the mark of its kind and 17 hexadecimal digits, or 8 in older ids.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mark">The mark, such as <c>sg-</c>.</param>
    public static bool IsAws(string text, string mark) =>
        text.StartsWith(mark, StringComparison.Ordinal)
        && text.Length - mark.Length is 8 or 17
        && text.Skip(mark.Length).All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    /// <summary>Whether a text is the number of an AWS account.</summary>
    /// <param name="text">The text.</param>
    public static bool IsAwsAccount(string text) => text.Length == 12 && text.All(IsDigit);

    /// <summary>Whether a text is the id of an Azure resource; the letter case of its parts does not matter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The provider and the types, such as <c>Microsoft.Network/virtualNetworks/subnets</c>.</param>
    public static bool IsAzure(string text, string type)
    {
        var (parts, types) = (text.Split('/'), type.Split('/'));
        if (parts.Length != 5 + (2 * types.Length)) return false;
        if (parts[0].Length != 0 || !Is(1, "subscriptions") || !Is(3, "resourceGroups") || !Is(5, "providers") || !Is(6, types[0]))
            return false;
        for (var i = 1; i < types.Length; i++)
        {
            if (!Is(5 + (2 * i), types[i]) || !IsAzureName(parts[6 + (2 * i)])) return false;
        }

        return Guid.TryParseExact(parts[2], "D", out _) && FindResourceGroupProblem(parts[4]) is null;

        bool Is(int index, string expected) => string.Equals(parts[index], expected, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The form of an Azure resource's id, for messages.</summary>
    /// <param name="type">The provider and the types.</param>
    public static string FormOfAzure(string type)
    {
        var types = type.Split('/');
        var names = string.Join("/", types.Skip(1).Select(part => part + "/NAME"));
        return $"{AzureMark}GUID/resourceGroups/GROUP/providers/{types[0]}/{names}";
    }

    /// <summary>What is wrong with the name of a resource group of Azure, or null.</summary>
    /// <param name="name">The name.</param>
    public static Problem? FindResourceGroupProblem(string name)
    {
        if (name.Length > LongestResourceGroup)
        {
            return Problem.Invalid(FormattableString.Invariant(
                $"The name of the resource group '{name}' has {name.Length} characters; the most are {LongestResourceGroup}"));
        }

        return name.Length > 0 && name[name.Length - 1] != '.' && name.All(c => char.IsLetterOrDigit(c) || "-_.()".IndexOf(c) >= 0)
            ? null
            : Problem.Invalid(
                $"'{name}' is not a valid name of a resource group",
                "write letters, digits, hyphens, underscores, parentheses and periods, and no period at the end");
    }

    /// <summary>The names of Azure's network resources (Azure, "Naming rules and restrictions for Azure resources").</summary>
    private static bool IsAzureName(string name) =>
        name.Length is >= 1 and <= LongestName
        && IsAlphanumeric(name[0])
        && (IsAlphanumeric(name[name.Length - 1]) || name[name.Length - 1] == '_')
        && name.All(c => IsAlphanumeric(c) || c is '-' or '_' or '.');

    private static bool IsAlphanumeric(char c) => IsDigit(c) || c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
