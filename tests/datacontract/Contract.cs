// The other side: what a .NET server makes of a document, with the framework's own serializer. What is out of order, in
// another namespace or under another name it drops without a word, so that it is missing from what is printed here.
//
//   Contract.exe read FILE    prints what was understood, a line for each member
//   Contract.exe write        writes the same value as .NET writes it

using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;

namespace Example.Base
{
    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/Example.Base")]
    public class Animal
    {
        [DataMember] public string Zoo;
        [DataMember] public int Alpha;
    }
}

namespace Example.Kinds
{
    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/Example.Kinds")]
    public enum Mood { [EnumMember] Calm, [EnumMember] Wild }

    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/Example.Kinds")]
    public class Dog : Example.Base.Animal
    {
        [DataMember] public string Name;
        [DataMember] public bool bark;
        [DataMember] public Mood Mood;
    }
}

namespace Example.Orders
{
    [DataContract(Namespace = "http://schemas.datacontract.org/2004/07/Example.Orders")]
    public class Everything
    {
        [DataMember] public string Text;
        [DataMember] public string Empty;
        [DataMember] public string Nothing;
        [DataMember] public string Spaces;
        [DataMember] public int Whole;
        [DataMember] public long Large;
        [DataMember] public double Broken;
        [DataMember] public bool Flag;
        [DataMember] public Guid Id;
        [DataMember] public DateTime Local;
        [DataMember] public DateTime Utc;
        [DataMember] public int? NoNumber;
        [DataMember] public int? Number;
        [DataMember] public Example.Kinds.Mood Mood;
        [DataMember] public List<string> Texts;
        [DataMember] public List<string> NoTexts;
        [DataMember] public List<string> EmptyTexts;
        [DataMember] public List<int?> Numbers;
        [DataMember] public List<List<int>> Grid;
        [DataMember] public List<Example.Kinds.Mood> Moods;
        [DataMember] public List<Example.Kinds.Dog> Dogs;
        [DataMember] public Example.Kinds.Dog Dog;
        [DataMember] public Everything Inner;
        [DataMember] public string lower;
        [DataMember] public string _score;
    }
}

public static class Contract
{
    public static int Main(string[] arguments)
    {
        var serializer = new DataContractSerializer(typeof(Example.Orders.Everything));
        if (arguments[0] == "read")
        {
            using (var file = File.OpenRead(arguments[1]))
            {
                Show("Everything", serializer.ReadObject(file), "");
            }
            return 0;
        }
        var settings = new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false) };
        using (var writer = XmlWriter.Create(Console.OpenStandardOutput(), settings))
        {
            serializer.WriteObject(writer, Value());
        }
        Console.WriteLine();
        return 0;
    }

    static void Show(string name, object value, string indent)
    {
        if (value == null) { Console.WriteLine(indent + name + ": null"); return; }
        if (value is string) { Console.WriteLine(indent + name + ": \"" + ((string)value).Replace("\n", "\\n") + "\""); return; }
        if (value is DateTime)
        {
            Console.WriteLine(indent + name + ": " + ((DateTime)value).ToString("o", CultureInfo.InvariantCulture));
            return;
        }
        if (value is double)
        {
            Console.WriteLine(indent + name + ": " + ((double)value).ToString("R", CultureInfo.InvariantCulture));
            return;
        }
        if (value.GetType().IsPrimitive || value is Enum || value is Guid)
        {
            Console.WriteLine(indent + name + ": " + Convert.ToString(value, CultureInfo.InvariantCulture));
            return;
        }
        Console.WriteLine(indent + name);
        if (value is IEnumerable)
        {
            int position = 0;
            foreach (var item in (IEnumerable)value) Show("[" + position++ + "]", item, indent + "  ");
            return;
        }
        foreach (var field in value.GetType().GetFields().OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            Show(field.Name, field.GetValue(value), indent + "  ");
        }
    }

    static Example.Kinds.Dog Dog(string name, string zoo)
    {
        return new Example.Kinds.Dog { Name = name, Zoo = zoo, Alpha = 1, bark = true, Mood = Example.Kinds.Mood.Wild };
    }

    static Example.Orders.Everything Value()
    {
        return new Example.Orders.Everything
        {
            Text = "a < b & \"c\" > 'd' ]]> é\n\tnext",
            Empty = "",
            Spaces = "  two  ",
            Whole = -7,
            Large = long.MinValue,
            Broken = 0.1,
            Flag = true,
            Id = new Guid("7d5073e2-4fdf-48d7-967e-e6da555417b7"),
            Local = new DateTime(2024, 2, 29, 12, 30, 15, 120),
            Utc = new DateTime(2024, 2, 29, 12, 30, 15, DateTimeKind.Utc),
            Number = 5,
            Mood = Example.Kinds.Mood.Wild,
            Texts = new List<string> { "one", null, "" },
            EmptyTexts = new List<string>(),
            Numbers = new List<int?> { 1, null },
            Grid = new List<List<int>> { new List<int> { 1, 2 }, new List<int>(), new List<int> { 3 } },
            Moods = new List<Example.Kinds.Mood> { Example.Kinds.Mood.Calm, Example.Kinds.Mood.Wild },
            Dogs = new List<Example.Kinds.Dog> { Dog("Rex", "North"), Dog("Ada", null) },
            Dog = Dog("Solo", "South"),
            Inner = new Example.Orders.Everything { Text = "inner", Id = Guid.Empty, Local = new DateTime(1, 1, 1), Utc = new DateTime(9999, 12, 30, 0, 0, 0, DateTimeKind.Utc) },
            lower = "after upper case",
            _score = "between them",
        };
    }
}
