namespace Pulumi.Azure.Network;

/// <summary>What a NetworkSecurityGroup is created from.</summary>
public sealed class NetworkSecurityGroupArgs : ResourceArgs
{
    public static new NetworkSecurityGroupArgs Empty => new();

    [Input("location")]
    public Input<string>? Location { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("resourceGroupName", required: true)]
    public Input<string> ResourceGroupName { get; set; } = null!;

    [Input("securityRules")]
    private InputList<Inputs.NetworkSecurityGroupSecurityRuleArgs>? _securityRules;

    public InputList<Inputs.NetworkSecurityGroupSecurityRuleArgs> SecurityRules
    {
        get => _securityRules ??= [];
        set => _securityRules = value;
    }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }
}
