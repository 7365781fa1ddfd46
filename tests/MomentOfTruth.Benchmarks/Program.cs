using BenchmarkDotNet.Running;
using MomentOfTruth.Benchmarks.Load;

if (args is ["load", ..])
{
    return await LoadCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
return 0;
