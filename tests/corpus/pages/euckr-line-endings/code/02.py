def 줄바꿈(경로):
    with open(경로, "rb") as 파일:
        내용 = 파일.read()
    윈도우 = 내용.count(b"\r\n")
    return {
        "CRLF": 윈도우,
        "LF": 내용.count(b"\n") - 윈도우,
        "CR": 내용.count(b"\r") - 윈도우,
    }


print(줄바꿈("README.txt"))
