using System.Text;
using Ledger.Node.Hosting;
using Ledger.Node.Tests.Embedded;

namespace Ledger.Node.Tests.Hosting;

public sealed class LogBatchTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _written = [];

    [Fact]
    public void Add_Usual_IsWrittenWithItsNeighboursAfterTheDelay()
    {
        using var lines = Open();
        Add(lines, "one\n");
        Add(lines, "two\n");
        _written.ShouldBeEmpty();
        _time.Advance(LogBatch.Delay);
        _written.ShouldBe(["one\ntwo\n"]);
        Add(lines, "three\n");
        _time.Advance(LogBatch.Delay);
        _written.ShouldBe(["one\ntwo\n", "three\n"]);
    }

    [Fact]
    public void Add_Urgent_IsWrittenAtOnceBehindWhatWasGathered()
    {
        using var lines = Open();
        Add(lines, "one\n");
        Add(lines, "bad\n", isUrgent: true);
        _written.ShouldBe(["one\nbad\n"]);
    }

    [Fact]
    public void Add_NoRoom_LosesNothingAndKeepsTheOrder()
    {
        using var lines = Open();
        var long1 = new string('a', LogBatch.MaxSizeBytes - 1) + "\n";
        var longer = new string('b', LogBatch.MaxSizeBytes) + "\n";
        Add(lines, long1);
        Add(lines, "next\n");
        Add(lines, longer);
        _written.ShouldBe([long1, "next\n", longer]);
    }

    [Fact]
    public void Add_HalfFull_IsWrittenByTheTimerWithoutTheDelay()
    {
        using var lines = Open();
        var half = new string('a', LogBatch.HalfSizeBytes - 1) + "\n";
        Add(lines, half);
        _time.Advance(TimeSpan.FromTicks(1));
        _written.ShouldBeEmpty();
        Add(lines, "more\n");
        _time.Advance(TimeSpan.FromTicks(1));
        _written.ShouldBe([half + "more\n"]);
    }

    [Fact]
    public void Dispose_Gathered_IsWritten()
    {
        using (var lines = Open()) Add(lines, "last\n");
        _written.ShouldBe(["last\n"]);
    }

    private LogBatch Open() => new(lines => _written.Add(Encoding.UTF8.GetString(lines.Span)), _time);

    private static void Add(LogBatch lines, string line, bool isUrgent = false) => lines.Add(Encoding.UTF8.GetBytes(line), isUrgent);
}
