while (auto number = numbers.pop()) {
    std::cout << *number << '\n';
}
