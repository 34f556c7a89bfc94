dotnet add package Hourglass --version 2.1.0
