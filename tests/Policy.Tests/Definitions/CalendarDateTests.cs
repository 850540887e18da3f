namespace Starface.Policy.Tests.Definitions;

public sealed class CalendarDateTests
{
    [Theory]
    [InlineData("2027-01-31")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2028-02-29")]
    public void A_day_reads_back_as_it_is_written(string text)
    {
        Assert.True(CalendarDate.TryParse(text, out var date, out var problem));
        Assert.Null(problem);
        Assert.Equal(text, date.ToString());
        Assert.Equal(date, CalendarDate.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2027-02-29")]
    [InlineData("31.01.2027")]
    [InlineData("2027-1-31")]
    [InlineData("2027-13-01")]
    [InlineData("2027-01-31 ")]
    [InlineData(" 2027-01-31")]
    [InlineData("2027-01-31T00:00")]
    public void What_is_no_day_says_why(string? text)
    {
        var expected = $"'{text}' is not a valid date; use yyyy-MM-dd, such as 2027-01-31";

        Assert.False(CalendarDate.TryParse(text, out var date, out var problem));
        Assert.Equal((expected, default), (problem.Text, date));
        Assert.Equal(expected + ".", Assert.Throws<FormatException>(() => CalendarDate.Parse(text!)).Message);
    }

    [Fact]
    public void Days_are_ordered_and_counted()
    {
        var (first, second) = (CalendarDate.Parse("2027-12-31"), CalendarDate.Parse("2028-01-01"));

        Assert.True(first < second && first <= second && second > first && second >= first && first != second);
        Assert.False(
            second < first || second <= first || first > second || first >= second || first == second || first.Equals((object)second));
        Assert.Equal((1, -1, 0), (first.DaysUntil(second), second.DaysUntil(first), first.DaysUntil(first)));
        Assert.Equal(366, second.DaysUntil(CalendarDate.Parse("2029-01-01")));
    }

    [Fact]
    public void The_time_of_the_day_does_not_count()
    {
        var (morning, night) = (
            CalendarDate.FromDateTime(new DateTime(2027, 1, 31, 0, 0, 0)),
            CalendarDate.FromDateTime(new DateTime(2027, 1, 31, 23, 59, 59)));

        Assert.True(morning == night && morning <= night && morning >= night && morning.Equals((object)night));
        Assert.False(morning != night || morning < night || morning > night || morning.Equals((object)"2027-01-31"));
        Assert.Equal("2027-01-31", night.ToString());
        Assert.Equal(morning.GetHashCode(), night.GetHashCode());
    }
}
