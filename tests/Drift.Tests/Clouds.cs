using Amazon.Runtime;
using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Aws;
using Starface.Drift.Azure;
using Starface.Drift.Live;

namespace Starface.Drift.Tests;

/// <summary>The shipped clouds, with credentials of the tests.</summary>
internal static class Clouds
{
    public static CloudConnectors With(AWSCredentials? aws = null, TokenCredential? azure = null, HttpPipeline? pipeline = null) =>
        new([new AwsConnector { Credentials = aws }, new AzureConnector { Credential = azure, Pipeline = pipeline }]);
}
