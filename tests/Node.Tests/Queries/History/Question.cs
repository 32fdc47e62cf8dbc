using Google.Protobuf;
using Ledger.Api.Errors;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Tests.Queries.History;

/// <summary>Something that can be asked of the index again and again.</summary>
/// <param name="Name">What it is about, for a test that fails.</param>
/// <param name="Now">Asks for the newest state of a view.</param>
/// <param name="At">Asks a later view for the state at a height; null where only a view of that height can tell.</param>
internal sealed record Question(string Name, Func<IndexView, IMessage> Now, Func<IndexView, ulong, IMessage>? At = null)
{
    /// <summary>The answer of a view about itself, as text.</summary>
    public string AnswerOf(IndexView view) => Text(() => Now(view));

    /// <summary>The answer of a later view about a height, as text.</summary>
    public string AnswerAt(IndexView view, ulong height) => Text(() => At!(view, height));

    private static string Text(Func<IMessage> ask)
    {
        try
        {
            return $"{ask()}";
        }
        catch (LedgerException exception)
        {
            return $"refused: {exception.Code}";
        }
    }
}
