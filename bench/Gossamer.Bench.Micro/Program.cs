// Micro-benchmarks of the codecs, of the way through a session and of the messages' log: bench/run micro [--filter <pattern>]; bench/run
// micro log-size
using BenchmarkDotNet.Running;
using Gossamer.Bench.Micro;

if (args is ["log-size"])
{
    LogFootprint.Print();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, new InProcessConfig());
