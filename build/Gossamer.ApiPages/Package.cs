using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Gossamer.ApiPages;

/// <summary>A package as it was built.</summary>
/// <param name="Name">Its name, which is its folder of pages too.</param>
/// <param name="Description">What it is for, in a sentence.</param>
/// <param name="Assembly">Its assembly.</param>
/// <param name="Comments">The file of XML comments that the compiler wrote beside the assembly.</param>
internal sealed record Package(string Name, string Description, IAssemblySymbol Assembly, XDocument Comments);
