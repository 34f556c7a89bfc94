text = "کتاب" + "\u200c" + "ها"
print(len(text))  # 7
