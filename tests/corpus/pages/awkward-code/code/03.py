import textwrap

LETTER = """\
    Dear Sir,
    
    the line above holds four blanks.
"""

assert LETTER.splitlines()[1] == "    "
        
if __name__ == "__main__":
    print(textwrap.dedent(LETTER))   


# two blank lines stand before this one
