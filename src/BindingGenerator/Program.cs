return Ledger.BindingGenerator.BindingTool.Run(args, Console.Out, Console.Error);
