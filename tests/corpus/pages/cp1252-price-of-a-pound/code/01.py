>>> "£40".encode("utf-8").decode("windows-1252")
'Â£40'
>>> "£40".encode("windows-1252").decode("utf-8", "replace")
'\ufffd40'
