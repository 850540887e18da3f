using System.Text;
using System.Text.Json.Nodes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Terraform;

/// <summary>
/// An AWS plan in the words of terraform's provider, on which Pulumi's is built: the same resources under other names. So that provider's
/// own validation speaks about the plan.
/// </summary>
internal static class TerraformConfiguration
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [AwsTypes.SecurityGroup] = "aws_security_group",
        [AwsTypes.PrefixList] = "aws_ec2_managed_prefix_list",
        [AwsTypes.IngressRule] = "aws_vpc_security_group_ingress_rule",
        [AwsTypes.EgressRule] = "aws_vpc_security_group_egress_rule",
        [AwsTypes.Tag] = "aws_ec2_tag",
        [AwsTypes.InterfaceAttachment] = "aws_network_interface_sg_attachment",
    };

    /// <summary>The resources by type and label. A type that the plan has and this provider lacks is an error here.</summary>
    public static JsonObject Resources(Plan plan)
    {
        var types = new JsonObject();
        foreach (var resource in plan.Resources)
        {
            var type = Types[resource.Type];
            if (types[type] is not JsonObject ofType) types[type] = ofType = [];
            var arguments = Block(resource.Properties, plan);

            // Pulumi invents a name where this provider asks for one.
            if (resource.Type == AwsTypes.PrefixList) arguments["name"] = resource.Name;
            ofType.Add(Label(resource.Name), arguments);
        }

        return types;
    }

    /// <summary>A whole configuration against a server on this machine.</summary>
    public static string File(Plan plan, Uri endpoint) => new JsonObject
    {
        ["provider"] = new JsonObject
        {
            ["aws"] = new JsonObject
            {
                ["region"] = "eu-central-1",
                ["access_key"] = "test",
                ["secret_key"] = "test",
                ["skip_credentials_validation"] = true,
                ["skip_metadata_api_check"] = true,
                ["skip_requesting_account_id"] = true,
                ["endpoints"] = new JsonArray(new JsonObject { ["ec2"] = endpoint.ToString() }),
            },
        },
        ["resource"] = WithOptions(plan, Resources(plan)),
    }.ToJsonString();

    /// <summary>What Pulumi calls options: what comes first, and what is left alone.</summary>
    private static JsonObject WithOptions(Plan plan, JsonObject types)
    {
        foreach (var resource in plan.Resources)
        {
            var arguments = types[Types[resource.Type]]![Label(resource.Name)]!.AsObject();
            if (!resource.DependsOn.IsEmpty)
            {
                arguments["depends_on"] = new JsonArray([.. resource.DependsOn.Select(name =>
                    (JsonNode)$"{TypeOf(new PropertyReference(name, "id"), plan)}.{Label(name)}")]);
            }

            var ignored = resource.IgnoreChanges.Where(path => path.StartsWith("tags[", StringComparison.Ordinal)).ToList();
            if (ignored.Count > 0)
                arguments["lifecycle"] = new JsonObject { ["ignore_changes"] = new JsonArray([.. ignored.Select(path => (JsonNode)path)]) };
        }

        return types;
    }

    private static JsonObject Block(PropertyMap properties, Plan plan)
    {
        var block = new JsonObject();
        foreach (var (name, value) in properties)
        {
            // The list's entries are blocks there, one by one.
            var argument = name == "entries" ? "entry" : SnakeCase(name);
            block[argument] = name == "tags" ? Tags((PropertyMap)value) : Value(value, plan);
        }

        return block;
    }

    private static JsonObject Tags(PropertyMap tags)
    {
        var texts = new JsonObject();
        foreach (var (key, value) in tags) texts[Escape(key)] = Escape(((PropertyText)value).Value);
        return texts;
    }

    private static JsonNode Value(PropertyValue value, Plan plan) => value switch
    {
        PropertyText text => Escape(text.Value),
        PropertyNumber number => number.Value,
        PropertyFlag flag => flag.Value,
        PropertyList list => new JsonArray([.. list.Items.Select(item => Value(item, plan))]),
        PropertyMap map => Block(map, plan),
        PropertyReference reference => $"${{{TypeOf(reference, plan)}.{Label(reference.Resource)}.{reference.Property}}}",
        _ => throw new InvalidOperationException($"'{value}' has no counterpart."),
    };

    private static string TypeOf(PropertyReference reference, Plan plan) =>
        Types[plan.Resources.Single(resource => resource.Name == reference.Resource).Type];

    /// <summary>Texts are templates there.</summary>
    private static string Escape(string text) =>
        text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter)) snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }

    private static string Label(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' ? letter : '_'));
}
