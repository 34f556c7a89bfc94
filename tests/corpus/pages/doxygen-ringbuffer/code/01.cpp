#include <ringlib/ring.hpp>

int main()
{
    ring::buffer<int, 256> numbers;

    if (!numbers.push(42)) {
        // full: the reader is behind
        return 1;
    }
    return 0;
}
