namespace Pulumi;

/// <summary>Everything that a program has started and does not await: registrations and outputs.</summary>
internal sealed class PendingTasks
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Task> _tasks = [];

    public void Add(Task task)
    {
        lock (_lock)
        {
            _tasks.Add(task);
        }

        _ = task.ContinueWith(
            failed => _failed.TrySetException(failed.Exception!.InnerExceptions),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Returns when nothing is pending any more, or throws the first failure.</summary>
    public async Task WhenIdleAsync()
    {
        for (var pending = Take(); pending.Count > 0; pending = Take())
        {
            await await Task.WhenAny(Task.WhenAll(pending), _failed.Task).ConfigureAwait(false);
        }
    }

    // What finishes may set more going, so the list is taken again until it stays empty.
    private List<Task> Take()
    {
        lock (_lock)
        {
            return Interlocked.Exchange(ref _tasks, []);
        }
    }
}
