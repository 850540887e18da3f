using Starface.Probes.Outside.Listening;

namespace Starface.Probes.Tests.Outside;

/// <summary>When the last prober has gone, after one has finished.</summary>
public sealed class AttendanceTests
{
    private const ulong First = 1;
    private const ulong Second = 2;
    private readonly ManualClock _clock = new();
    private readonly Attendance _attendance;

    public AttendanceTests() => _attendance = new Attendance(_clock);

    [Fact]
    public void One_that_has_finished_was_the_last_one_where_no_other_was_seen()
    {
        Assert.True(_attendance.IsEmpty);
        _attendance.See(First);
        Assert.False(_attendance.IsEmpty);
        _attendance.Open(First);
        _attendance.Finish(First);
        Assert.True(_attendance.IsEmpty);

        // What was on the way arrives after the end.
        _attendance.See(First);
        _attendance.Close(First);
        Assert.True(_attendance.IsEmpty);
    }

    [Fact]
    public void One_that_asks_questions_is_there_for_as_long_as_its_connection()
    {
        _attendance.Open(First);
        _attendance.Finish(First);
        _attendance.Open(Second);
        _attendance.Open(Second);
        _clock.Now += 10 * Attendance.Patience.Ticks;
        _attendance.Close(Second);
        Assert.False(_attendance.IsEmpty);
        _attendance.Close(Second);
        Assert.True(_attendance.IsEmpty);
    }

    [Fact]
    public void One_that_asks_no_questions_yet_is_waited_for_after_each_sign_of_it()
    {
        _attendance.Finish(First);
        for (var i = 0; i < 5; i++)
        {
            _attendance.See(Second);
            _clock.Now += Attendance.Patience.Ticks - 1;
            Assert.False(_attendance.IsEmpty);
        }

        _clock.Now += 1;
        Assert.True(_attendance.IsEmpty);
    }

    private sealed class ManualClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
