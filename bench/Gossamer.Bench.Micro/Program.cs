// Micro-benchmarks of the codecs and of the way through a session: bench/run micro [--filter <pattern>]
using BenchmarkDotNet.Running;
using Gossamer.Bench.Micro;

BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, new InProcessConfig());
