Console.WriteLine("bnnc");
