using BenchmarkDotNet.Running;
using MomentOfTruth.Benchmarks.Files;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Benchmarks.Shapes;
using MomentOfTruth.Benchmarks.Start;
using MomentOfTruth.Benchmarks.Writes;

if (args is ["load", ..])
{
    return await LoadCommand.RunAsync(args[1..]);
}

if (args is ["files", ..])
{
    return await FilesCommand.RunAsync(args[1..]);
}

if (args is ["shapes", ..])
{
    return await ShapesCommand.RunAsync(args[1..]);
}

if (args is ["writes", ..])
{
    return await WritesCommand.RunAsync(args[1..]);
}

if (args is ["start", ..])
{
    return await StartCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
return 0;
