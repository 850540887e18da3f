using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Selection;

namespace Starface.Cli.Commands;

/// <summary>The options by which commands select instances.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string[]> _stacks = new("--stack")
    {
        HelpName = "NAME",
        Description = "A stack, described by its file Pulumi.<NAME>.yaml. May be repeated.",
    };

    private readonly Option<bool> _all = new("--all") { Description = "All stacks of the folder." };
    private readonly Option<string> _shard = ShardOption.Create();
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files. Default: the nearest Pulumi project, or this checkout's src/Infra.",
    };

    private readonly Option<string> _policy = new("--policy") { HelpName = "ID", Description = "Instead of a stack: the policy." };
    private readonly Option<string> _cloud = new("--cloud") { HelpName = "aws|azure", Description = "Instead of a stack: the cloud." };
    private readonly Option<string[]> _peers = new("--peer")
    {
        HelpName = "GROUP=PREFIX,…",
        Description = "Instead of a stack: the networks of a peer group. May be repeated.",
    };

    private readonly Option<string[]> _settings = new("--setting")
    {
        HelpName = "NAME=PORT",
        Description = "Instead of a stack: the ports of a setting. May be repeated.",
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        HelpName = "HOST=PREFIX,…",
        Description = "Instead of a stack: addresses pinned for a host. May be repeated.",
    };

    private readonly Option<string> _version = new("--pbx-version")
    {
        HelpName = "V",
        Description = "Instead of a stack: the PBX version. Default: the current release.",
    };

    private readonly Option<string> _vpc = new("--vpc-id") { HelpName = "ID", Description = "Instead of a stack, AWS: the VPC." };
    private readonly Option<string> _resourceGroup = new("--resource-group")
    {
        HelpName = "NAME",
        Description = "Instead of a stack, Azure: the resource group. Default: the instance's name.",
    };

    private readonly Option<string> _location = new("--location")
    {
        HelpName = "NAME",
        Description = "Instead of a stack, Azure: the location.",
    };

    private readonly Option<string> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "The name of an instance of the stack, or of the instance that the options describe. Default there: the policy's id.",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="several">Whether the command accepts several instances.</param>
    public SelectionOptions(Command command, bool several)
    {
        if (several)
        {
            command.Add(_all);
            command.Add(_shard);
        }

        Option[] options =
        [
            _stacks, _directory, _policy, _cloud, _peers, _settings, _hosts, _version, _vpc, _resourceGroup, _location, _name,
        ];
        foreach (var option in options) command.Add(option);
    }

    /// <summary>What was selected.</summary>
    /// <param name="parsed">The arguments.</param>
    public InstanceSelection Read(ParseResult parsed)
    {
        Option[] describing = [_policy, _cloud, _peers, _settings, _hosts, _version, _vpc, _resourceGroup, _location];
        return new InstanceSelection
        {
            Stacks = Texts(parsed, _stacks),
            All = parsed.GetValue(_all),
            Shard = Shard.Parse(parsed.GetValue(_shard)),
            Directory = parsed.GetValue(_directory),
            Name = parsed.GetValue(_name),
            Policy = parsed.GetValue(_policy),
            Cloud = parsed.GetValue(_cloud),
            Peers = Texts(parsed, _peers),
            Settings = Texts(parsed, _settings),
            Hosts = Texts(parsed, _hosts),
            PbxVersion = parsed.GetValue(_version),
            VpcId = parsed.GetValue(_vpc),
            ResourceGroup = parsed.GetValue(_resourceGroup),
            Location = parsed.GetValue(_location),
            DescribingOptions =
            [
                .. Array.ConvertAll(
                    Array.FindAll(describing, option => parsed.GetResult(option) is { Implicit: false }), option => option.Name),
            ],
        };
    }

    private static ImmutableArray<string> Texts(ParseResult parsed, Option<string[]> option) => [.. parsed.GetValue(option) ?? []];
}
