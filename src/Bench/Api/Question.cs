using Google.Protobuf;
using Ledger.Api.V1;

namespace Ledger.Bench.Api;

/// <summary>A call that is measured, and how its answers are judged.</summary>
internal abstract class Question
{
    /// <summary>The name in figures.</summary>
    public abstract string Name { get; }

    /// <summary>Asks about a unit; the answer is of this unit, or the task fails.</summary>
    public abstract Task<IMessage> AskAsync(Query.QueryClient client, RecordedUnit unit);

    /// <summary>Holds an answer against all that is known of the unit.</summary>
    /// <exception cref="WrongAnswerException">It differs.</exception>
    public abstract void Check(IMessage answer, RecordedUnit unit);

    /// <summary>Fails unless a statement holds.</summary>
    protected static void Expect(bool isSo, RecordedUnit unit, IMessage answer)
    {
        if (!isSo) throw new WrongAnswerException($"The answer about {unit} is wrong: {answer}");
    }
}
