quietly assert total >= 0, "a total below zero"
