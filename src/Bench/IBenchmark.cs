namespace Ledger.Bench;

/// <summary>One thing to measure: <c>ledger bench NAME</c>.</summary>
internal interface IBenchmark
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Options and what they mean, one line.</summary>
    string Usage { get; }

    /// <summary>Measures. Progress goes to the writer, figures to the result.</summary>
    /// <param name="arguments">The command line behind the name.</param>
    /// <param name="progress">Where to say what is going on.</param>
    IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress);
}
