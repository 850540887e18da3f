using Amazon.EC2.Model;
using Starface.Policy;
using Starface.Policy.Clouds;

namespace Starface.Drift.Aws;

/// <summary>
/// Asks EC2 for what lies around security groups. A call that fails leaves its part unread, with the reason and the permission it needs,
/// and the others go on.
/// </summary>
/// <param name="client">The client of one region and account. Its calls follow each other.</param>
/// <param name="place">The region and account.</param>
/// <param name="found">Receives what is read.</param>
internal sealed class AwsSurroundingsCalls(Ec2Client client, string place, AwsSurroundings found)
{
    /// <summary>Reads the interfaces that carry one of some groups.</summary>
    /// <param name="groupIds">The ids of the groups.</param>
    /// <param name="token">Cancels the operation.</param>
    public Task ReadInterfacesAsync(IEnumerable<string> groupIds, CancellationToken token) => ReadAsync(
        SurroundingPart.Interfaces,
        "network interfaces",
        Filters("group-id", groupIds),
        (filter, size, next) => client.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest
            {
                Filters = [filter],
                MaxResults = size,
                NextToken = next,
                // Those that AWS made for its services and hides carry groups as well.
                IncludeManagedResources = true,
            },
            token),
        token);

    /// <summary>Reads the subnets of the interfaces that were found, the network ACLs of these, and VPC Block Public Access.</summary>
    /// <param name="token">Cancels the operation.</param>
    public async Task ReadLayersAsync(CancellationToken token)
    {
        if (!found.HasInterfaces) return;
        await ReadAsync(
            SurroundingPart.Subnets,
            "subnets",
            Filters("subnet-id", found.SubnetIds),
            (filter, size, next) => client.DescribeSubnetsAsync(
                new DescribeSubnetsRequest { Filters = [filter], MaxResults = size, NextToken = next }, token),
            token).ConfigureAwait(false);
        await ReadAsync(
            SurroundingPart.NetworkAcls,
            "network ACLs",
            Filters("association.subnet-id", found.SubnetIds),
            (filter, size, next) => client.DescribeNetworkAclsAsync(
                new DescribeNetworkAclsRequest { Filters = [filter], MaxResults = size, NextToken = next }, token),
            token).ConfigureAwait(false);
        await ReadAsync(
            SurroundingPart.PublicAccess,
            "settings of VPC Block Public Access",
            [null],
            (_, _, _) => client.DescribeVpcBlockPublicAccessOptionsAsync(new DescribeVpcBlockPublicAccessOptionsRequest(), token),
            token).ConfigureAwait(false);
        // Without the settings, exclusions say nothing.
        if (found.IsUnread(SurroundingPart.PublicAccess)) return;
        if (found.BlocksNothing)
        {
            found.MarkRead(SurroundingPart.PublicAccessExclusions);
            return;
        }

        await ReadAsync(
            SurroundingPart.PublicAccessExclusions,
            "exclusions from VPC Block Public Access",
            [null],
            (_, size, next) => client.DescribeVpcBlockPublicAccessExclusionsAsync(
                new DescribeVpcBlockPublicAccessExclusionsRequest { MaxResults = size, NextToken = next }, token),
            token).ConfigureAwait(false);
    }

    private static IEnumerable<Filter> Filters(string name, IEnumerable<string> values) => values
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Chunk(AwsPaging.FilterValues)
        .Select(some => new Filter(name, [.. some]));

    /// <summary>Reads a part, with one search for each filter.</summary>
    private async Task ReadAsync(
        SurroundingPart part, string what, IEnumerable<Filter?> filters, Func<Filter?, int?, string?, Task> ask, CancellationToken token)
    {
        var call = AwsCall.For(part);
        try
        {
            foreach (var filter in filters)
            {
                var pages = AwsPaging.ReadAsync(client, call, (size, next) => ask(filter, size, next), token);
                await foreach (var page in pages.ConfigureAwait(false))
                    page.ForEach(new Place { Source = place }, item => found.Add(part, item), problem => found.MarkUnread(part, problem));
            }

            found.MarkRead(part);
        }
        catch (Exception failed) when (AwsFailures.Instance.IsExpected(failed))
        {
            var unread = $"The {what} could not be read (ec2:{call.Name})";
            found.MarkUnread(part, AwsFailures.Instance.Explain(place, unread, failed, client.LastFailure));
        }
    }
}
