// The seam between the two hosts. Only this file and Program.cs know which one it is: the attributes have the same shape in both namespaces.
#if AZURE_FUNCTIONS
global using Microsoft.Azure.Functions.Worker;
#else
global using ChuanKhuy.Functions.Server;
#endif
