Console.Error.WriteLine("CrackLab.Kernel: expected a connection file, received nothing. A Jupyter front end starts the kernel; 'cracklab kernel install' makes it known there.");
return 2;
