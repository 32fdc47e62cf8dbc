return await Ledger.Cli.CommandLine.RunAsync(args, Console.Out, Console.Error);
