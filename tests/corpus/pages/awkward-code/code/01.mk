CC := cc
SOURCES := $(wildcard src/*.c)
OBJECTS := $(SOURCES:.c=.o)

.PHONY: all clean
all: program

program: $(OBJECTS)
	$(CC) -o $@ $^
	@echo "built	$@"

%.o: %.c
	$(CC) -c $< -o $@

clean:
	rm -f $(OBJECTS) \
		program
