#include <algorithm>
#include <iostream>
#include <vector>

int main()
{
    std::vector<int> v{5, 8, 1, 9};

    auto small = [](int n) { return n < 3; };
    std::rotate(v.begin(), std::ranges::find_if(v, small), v.end());
    for (int n : v)
        std::cout << n << ' ';
}
