namespace Starface.Policy.Testing;

/// <summary>A test of a policy that fails, or that cannot be run. Test frameworks show its message.</summary>
public sealed class PolicyTestException : Exception
{
    /// <summary>A test that fails.</summary>
    /// <param name="message">What is wrong.</param>
    public PolicyTestException(string message)
        : base(message) { }

    /// <summary>A test that cannot be run.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="cause">The exception that says so.</param>
    public PolicyTestException(string message, Exception cause)
        : base(message, cause) { }
}
