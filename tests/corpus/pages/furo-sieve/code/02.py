import re

slow = re.compile(r"^(\w+\s?)*$")
fast = re.compile(r"^\w+(?:\s\w+)*\s?$")

text = "a" * 40 + "!"
print(bool(fast.match(text)))  # False, at once
