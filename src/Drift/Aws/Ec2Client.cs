using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Starface.Drift.Aws;

/// <summary>
/// A client of EC2 that has the last page, and tells how its last attempt failed. For one caller at a time.
/// </summary>
internal sealed class Ec2Client : AmazonEC2Client
{
    /// <summary>A client with these credentials.</summary>
    public Ec2Client(AWSCredentials credentials, AmazonEC2Config config)
        : base(credentials, config)
    {
    }

    /// <summary>A client with the credentials of the usual search.</summary>
    public Ec2Client(AmazonEC2Config config)
        : base(config)
    {
    }

    /// <summary>The last page.</summary>
    /// <exception cref="InvalidOperationException">No call was made.</exception>
    public AwsPage LastPage
    {
        get => field ?? throw new InvalidOperationException("No call was made.");
        private set;
    }

    /// <summary>
    /// How the last attempt failed, or null when it did not. Where the time is up between two attempts, nothing else tells what went wrong.
    /// </summary>
    public Exception? LastFailure { get; private set; }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<RetryHandler>(new AwsAttemptHandler(failure => LastFailure = failure));
        pipeline.AddHandlerAfter<Unmarshaller>(new AwsAnswerHandler(page => LastPage = page));
    }
}
