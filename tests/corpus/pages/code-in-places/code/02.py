print("inside an item")
