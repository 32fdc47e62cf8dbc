using Ledger.Contracts.Ids;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Trace;
using Ledger.Node.Tests.Testing;

namespace Ledger.Node.Tests.Queries.History;

/// <summary>All answers as they were given when a height was the newest, to be compared with those that are given later.</summary>
internal sealed class Moment : IDisposable
{
    private readonly List<Question> _questions;
    private readonly List<string> _answers;
    private readonly IndexView _pinned;

    public Moment(LedgerWorld world, IReadOnlyList<TokenId> containers, ToldEvents told)
    {
        _pinned = world.Views.OpenPinned()!;
        Height = _pinned.Cursor.Number;
        _questions = Questions.All(_pinned, containers, told);
        _answers = [.. _questions.Select(question => question.AnswerOf(_pinned))];
    }

    public ulong Height { get; }

    public int Count => _questions.Count;

    /// <summary>What can be asked by height is the same from any later view.</summary>
    /// <returns>How many answers were compared.</returns>
    public int CompareByHeight(IndexView later, string when) => Compare(question => question.At is not null, question => question.AnswerAt(later, Height), when);

    /// <summary>What cannot is the same from a view that was pinned to the height, which later pages are made from.</summary>
    public int ComparePinned(LedgerWorld world)
    {
        using var again = world.Views.OpenPinned(Height);
        again.ShouldNotBeNull($"the view of block {Height} is still kept");
        return Compare(_ => true, question => question.AnswerOf(again), "from the pinned view");
    }

    public void Dispose() => _pinned.Dispose();

    private int Compare(Func<Question, bool> isWanted, Func<Question, string> ask, string when)
    {
        var compared = 0;
        for (var i = 0; i < _questions.Count; i++)
        {
            if (!isWanted(_questions[i])) continue;
            ask(_questions[i]).ShouldBe(_answers[i], $"{_questions[i].Name} at block {Height}, asked {when}");
            compared++;
        }

        return compared;
    }
}
