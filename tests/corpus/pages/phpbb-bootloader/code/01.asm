        mov  ah, 42h        ; extended read
        mov  si, packet
        int  13h
        jc   failed
