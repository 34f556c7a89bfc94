for x in range(left, right):
    column = page[:, x]
    dark = (column < 90).nonzero()[0]

    if dark.size:
        heights.append(top - dark[0])
