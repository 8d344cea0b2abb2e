// SPDX-License-Identifier: MIT
Console.WriteLine("bnnc");
